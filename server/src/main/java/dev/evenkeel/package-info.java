/// The composition root: the only place that knows every room.
@NullMarked
package dev.evenkeel;

import org.jspecify.annotations.NullMarked;
