/// Tests of the health checks.
@NullMarked
package dev.evenkeel.probe;

import org.jspecify.annotations.NullMarked;
