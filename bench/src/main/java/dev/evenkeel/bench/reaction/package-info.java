/// How soon the control loop answers to what happens: load, death, a wish for more.
@NullMarked
package dev.evenkeel.bench.reaction;

import org.jspecify.annotations.NullMarked;
