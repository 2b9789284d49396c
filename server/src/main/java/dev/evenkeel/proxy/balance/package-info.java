/// Who gets the next request: pools of targets as one node sees them, and the ways to pick from
/// them.
///
/// Hot path. Objects here live across route tables, so turns, loads and counters survive a change.
@NullMarked
package dev.evenkeel.proxy.balance;

import org.jspecify.annotations.NullMarked;
