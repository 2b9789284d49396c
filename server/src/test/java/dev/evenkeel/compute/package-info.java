/// Tests of what every driver must do.
@NullMarked
package dev.evenkeel.compute;

import org.jspecify.annotations.NullMarked;
