/// Measurements in SQLite.
@NullMarked
package dev.evenkeel.metric.sqlite;

import org.jspecify.annotations.NullMarked;
