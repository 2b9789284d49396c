/// Time, timers, threads and randomness: the ports everything else takes by constructor, and their
/// real implementations.
@NullMarked
package dev.evenkeel.sys;

import org.jspecify.annotations.NullMarked;
