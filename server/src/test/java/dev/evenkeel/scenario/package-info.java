/// Reads the scenario files of the tests.
@NullMarked
package dev.evenkeel.scenario;

import org.jspecify.annotations.NullMarked;
