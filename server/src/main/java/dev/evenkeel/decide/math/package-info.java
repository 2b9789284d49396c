/// Metric math: expressions over time series, as CloudWatch writes them.
@NullMarked
package dev.evenkeel.decide.math;

import org.jspecify.annotations.NullMarked;
