/// Tests of the SQLite store.
@NullMarked
package dev.evenkeel.state.sqlite;

import org.jspecify.annotations.NullMarked;
