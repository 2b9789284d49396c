/// The adapter `process`: a function is an executable file of one directory.
@NullMarked
package dev.evenkeel.function.process;

import org.jspecify.annotations.NullMarked;
