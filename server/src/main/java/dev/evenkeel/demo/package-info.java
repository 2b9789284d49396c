/// The whole story, told by a client of the public API: nothing here is known to the server or
/// treated specially by it.
@NullMarked
package dev.evenkeel.demo;

import org.jspecify.annotations.NullMarked;
