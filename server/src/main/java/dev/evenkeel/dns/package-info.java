/// Answers the DNS names of load balancers: zones compiled from the world, and the server.
@NullMarked
package dev.evenkeel.dns;

import org.jspecify.annotations.NullMarked;
