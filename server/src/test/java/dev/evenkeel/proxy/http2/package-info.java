/// The frames of HTTP/2 clients without a socket: what is read, what is written, and in what order.
@NullMarked
package dev.evenkeel.proxy.http2;

import org.jspecify.annotations.NullMarked;
