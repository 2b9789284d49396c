/// The store port (atomic batch commit, versions, subscribe) and its implementations.
@NullMarked
package dev.evenkeel.state;

import org.jspecify.annotations.NullMarked;
