/// Tests of the loop and the reconcilers.
@NullMarked
package dev.evenkeel.control;

import org.jspecify.annotations.NullMarked;
