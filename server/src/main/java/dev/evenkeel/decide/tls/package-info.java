/// Certificates read and checked, security policies, and which certificate a client is shown.
@NullMarked
package dev.evenkeel.decide.tls;

import org.jspecify.annotations.NullMarked;
