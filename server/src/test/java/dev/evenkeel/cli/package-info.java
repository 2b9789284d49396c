/// Tests of the command line.
@NullMarked
package dev.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
