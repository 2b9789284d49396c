/// Tests of relayed flows, on real sockets.
@NullMarked
package dev.evenkeel.proxy.flow;

import org.jspecify.annotations.NullMarked;
