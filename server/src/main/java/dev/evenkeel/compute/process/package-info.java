/// The driver `process`: an instance is a contained process tree with a directory of its own.
///
/// What an instance is stands in its directory, written before it starts; what runs is read from
/// `/proc` each time. Nothing is remembered, so a new driver on the same directory finds
/// everything.
@NullMarked
package dev.evenkeel.compute.process;

import org.jspecify.annotations.NullMarked;
