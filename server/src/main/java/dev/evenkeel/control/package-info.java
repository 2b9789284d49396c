/// The one thread that changes the world: the loop with its timers, and the reconcilers it runs.
@NullMarked
package dev.evenkeel.control;

import org.jspecify.annotations.NullMarked;
