/// Event loops and listening sockets.
@NullMarked
package dev.evenkeel.proxy.net;

import org.jspecify.annotations.NullMarked;
