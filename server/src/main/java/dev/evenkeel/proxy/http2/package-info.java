/// HTTP/2 heads and bodies written as HTTP/1 messages, and HTTP/1 messages as HTTP/2 frames; the
/// same for clients and targets.
///
/// Hot path. What is kept here is kept for each event loop, or for each stream.
@NullMarked
package dev.evenkeel.proxy.http2;

import org.jspecify.annotations.NullMarked;
