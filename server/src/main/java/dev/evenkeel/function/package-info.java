/// Functions: programs of the operator that answer an event. The port, and what runs them.
@NullMarked
package dev.evenkeel.function;

import org.jspecify.annotations.NullMarked;
