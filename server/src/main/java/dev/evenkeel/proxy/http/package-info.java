/// The HTTP/1.1 engine: client connections, exchanges with targets, and the answers the load
/// balancer gives itself.
///
/// Hot path. A request is one receive, one send to its target, one receive and one send back; all
/// on one event loop.
@NullMarked
package dev.evenkeel.proxy.http;

import org.jspecify.annotations.NullMarked;
