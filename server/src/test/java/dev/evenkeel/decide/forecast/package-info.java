/// Forecasts of load and of the instances it takes.
@NullMarked
package dev.evenkeel.decide.forecast;

import org.jspecify.annotations.NullMarked;
