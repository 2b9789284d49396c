/// The generator, tested on a model of two shapes and on what it made of the real ones.
@NullMarked
package dev.evenkeel.wire.generate;

import org.jspecify.annotations.NullMarked;
