/// Signatures made by AWS's own clients, and all the ways they can be wrong.
@NullMarked
package dev.evenkeel.api.auth;

import org.jspecify.annotations.NullMarked;
