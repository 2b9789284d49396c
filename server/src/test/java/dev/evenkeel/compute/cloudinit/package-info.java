/// Tests of how user data is read.
@NullMarked
package dev.evenkeel.compute.cloudinit;

import org.jspecify.annotations.NullMarked;
