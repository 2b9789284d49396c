/// Tests of the deciding functions.
@NullMarked
package dev.evenkeel.decide;

import org.jspecify.annotations.NullMarked;
