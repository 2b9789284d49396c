/// Tests of the operations, mostly scenarios in text.
@NullMarked
package dev.evenkeel.api.autoscaling;

import org.jspecify.annotations.NullMarked;
