/// The packaged product, run through its launcher and driven by the clients that people have.
@NullMarked
package dev.evenkeel.e2e;

import org.jspecify.annotations.NullMarked;
