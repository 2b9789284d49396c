/// Tests of the driver that makes instances of processes.
@NullMarked
package dev.evenkeel.compute.process;

import org.jspecify.annotations.NullMarked;
