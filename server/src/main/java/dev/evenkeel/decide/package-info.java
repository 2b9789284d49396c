/// Pure functions that decide: alarms, desired capacity, census, instance plan, health verdicts,
/// DNS answers. Time is an argument.
@NullMarked
package dev.evenkeel.decide;

import org.jspecify.annotations.NullMarked;
