/// IAM, as far as server certificates go.
@NullMarked
package dev.evenkeel.api.iam;

import org.jspecify.annotations.NullMarked;
