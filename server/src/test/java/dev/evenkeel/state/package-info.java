/// Tests of the stores, and the store in memory that other tests use.
@NullMarked
package dev.evenkeel.state;

import org.jspecify.annotations.NullMarked;
