/// What load is to come, by the days and weeks before, and how many instances it takes.
@NullMarked
package dev.evenkeel.decide.forecast;

import org.jspecify.annotations.NullMarked;
