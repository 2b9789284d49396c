/// Tests of the instance metadata service.
@NullMarked
package dev.evenkeel.compute.metadata;

import org.jspecify.annotations.NullMarked;
