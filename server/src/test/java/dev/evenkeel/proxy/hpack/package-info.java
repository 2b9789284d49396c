/// HPACK against the vectors of RFC 7541 and against Netty's.
@NullMarked
package dev.evenkeel.proxy.hpack;

import org.jspecify.annotations.NullMarked;
