/// What passes with time: set-ups finish, drained targets leave, old records go.
@NullMarked
package dev.evenkeel.decide.upkeep;

import org.jspecify.annotations.NullMarked;
