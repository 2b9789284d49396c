/// The generated shapes, looked at as their users see them.
@NullMarked
package dev.evenkeel.wire;

import org.jspecify.annotations.NullMarked;
