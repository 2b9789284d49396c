/// The data plane: listening sockets, HTTP and TCP relayed to targets, as the current route table
/// says.
///
/// Threads: everything about a connection happens on its event loop; a new
/// [dev.evenkeel.proxy.route.RouteTable] is handed over by one reference.
@NullMarked
package dev.evenkeel.proxy;

import org.jspecify.annotations.NullMarked;
