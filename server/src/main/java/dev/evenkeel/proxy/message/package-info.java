/// HTTP/1 messages as bytes: heads parsed without making objects for their parts, and where bodies
/// end.
///
/// Hot path. A head is read into its loop's array, and indexed there; the index is good until the
/// loop's next head.
@NullMarked
package dev.evenkeel.proxy.message;

import org.jspecify.annotations.NullMarked;
