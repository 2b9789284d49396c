/// What the control loop costs with many groups and instances.
@NullMarked
package dev.evenkeel.bench.scale;

import org.jspecify.annotations.NullMarked;
