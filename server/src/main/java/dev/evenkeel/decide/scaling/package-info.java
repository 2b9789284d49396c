/// How many instances a group ought to have: scaling policies, and the alarms that target tracking
/// keeps.
@NullMarked
package dev.evenkeel.decide.scaling;

import org.jspecify.annotations.NullMarked;
