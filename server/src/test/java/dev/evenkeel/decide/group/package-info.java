/// Tests of the decisions about groups.
@NullMarked
package dev.evenkeel.decide.group;

import org.jspecify.annotations.NullMarked;
