/// TLS in front of load balancers and to their targets, on BoringSSL.
@NullMarked
package dev.evenkeel.proxy.tls;

import org.jspecify.annotations.NullMarked;
