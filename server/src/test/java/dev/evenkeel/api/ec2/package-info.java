/// Tests of the operations, mostly scenarios in text.
@NullMarked
package dev.evenkeel.api.ec2;

import org.jspecify.annotations.NullMarked;
