/// CloudWatch alarms: the state their datapoints add up to, and the words for it.
@NullMarked
package dev.evenkeel.decide.alarm;

import org.jspecify.annotations.NullMarked;
