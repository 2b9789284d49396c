/// Conversations with IAM.
@NullMarked
package dev.evenkeel.api.iam;

import org.jspecify.annotations.NullMarked;
