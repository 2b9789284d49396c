/// Tests of what passes with time.
@NullMarked
package dev.evenkeel.decide.upkeep;

import org.jspecify.annotations.NullMarked;
