/// Tests of the DNS zones and server.
@NullMarked
package dev.evenkeel.dns;

import org.jspecify.annotations.NullMarked;
