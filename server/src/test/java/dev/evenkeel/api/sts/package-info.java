/// Tests of the operations, mostly scenarios in text.
@NullMarked
package dev.evenkeel.api.sts;

import org.jspecify.annotations.NullMarked;
