/// Tests of metric math.
@NullMarked
package dev.evenkeel.decide.math;

import org.jspecify.annotations.NullMarked;
