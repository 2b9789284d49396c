/// Tests of alarms.
@NullMarked
package dev.evenkeel.decide.alarm;

import org.jspecify.annotations.NullMarked;
