/// HPACK (RFC 7541): the fields of HTTP/2 heads to and from bytes, without an object for a field.
///
/// Hot path. A coder belongs to one side of one connection, and so to one event loop.
@NullMarked
package dev.evenkeel.proxy.hpack;

import org.jspecify.annotations.NullMarked;
