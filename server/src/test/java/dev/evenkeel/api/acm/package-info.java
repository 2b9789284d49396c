/// Conversations with ACM.
@NullMarked
package dev.evenkeel.api.acm;

import org.jspecify.annotations.NullMarked;
