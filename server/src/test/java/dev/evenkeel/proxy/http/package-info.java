/// Tests of the HTTP engine on real sockets, and what they need: targets, clients, a data plane.
@NullMarked
package dev.evenkeel.proxy.http;

import org.jspecify.annotations.NullMarked;
