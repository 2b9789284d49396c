/// Certificates, policies, and the choice between certificates.
@NullMarked
package dev.evenkeel.decide.tls;

import org.jspecify.annotations.NullMarked;
