/// Tests of the sample web application.
@NullMarked
package dev.evenkeel.sample;

import org.jspecify.annotations.NullMarked;
