/// TLS by itself: greetings, contexts, tickets.
@NullMarked
package dev.evenkeel.proxy.tls;

import org.jspecify.annotations.NullMarked;
