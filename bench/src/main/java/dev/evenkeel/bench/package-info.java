/// Measurements of what must stay cheap. Each class says what it measures and what it should cost.
@NullMarked
package dev.evenkeel.bench;

import org.jspecify.annotations.NullMarked;
