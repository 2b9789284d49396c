/// Instances as real things: the driver port and its drivers.
@NullMarked
package dev.evenkeel.compute;

import org.jspecify.annotations.NullMarked;
