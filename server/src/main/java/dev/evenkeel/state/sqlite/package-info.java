/// The world as rows of an SQLite database: one file, one process, every commit on disk before it
/// is answered.
@NullMarked
package dev.evenkeel.state.sqlite;

import org.jspecify.annotations.NullMarked;
