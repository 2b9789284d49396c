/// Tests of scaling policies.
@NullMarked
package dev.evenkeel.decide.scaling;

import org.jspecify.annotations.NullMarked;
