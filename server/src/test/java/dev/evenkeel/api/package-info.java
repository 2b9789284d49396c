/// Calls, faults, pages and operations, without a wire.
@NullMarked
package dev.evenkeel.api;

import org.jspecify.annotations.NullMarked;
