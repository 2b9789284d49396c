/// The control plane in a simulated world: one thread, one seed, its own time.
@NullMarked
package dev.evenkeel.sim;

import org.jspecify.annotations.NullMarked;
