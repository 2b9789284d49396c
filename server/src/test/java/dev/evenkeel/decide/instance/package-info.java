/// Tests of the census.
@NullMarked
package dev.evenkeel.decide.instance;

import org.jspecify.annotations.NullMarked;
