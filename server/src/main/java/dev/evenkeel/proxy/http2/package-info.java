/// HTTP/2 heads and bodies written as HTTP/1 messages, and HTTP/1 messages as HTTP/2 frames:
/// towards clients by a codec of our own ([ClientFrames]), towards targets by Netty's ([Frames]).
///
/// Hot path. What is kept here is kept for each event loop, or for each stream.
@NullMarked
package dev.evenkeel.proxy.http2;

import org.jspecify.annotations.NullMarked;
