/// What was measured: time series in memory, written by whoever counts, read by alarms and by the
/// API.
@NullMarked
package dev.evenkeel.metric;

import org.jspecify.annotations.NullMarked;
