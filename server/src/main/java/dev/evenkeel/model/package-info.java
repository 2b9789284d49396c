/// What the product talks about: immutable records, validated when built. The world and its parts,
/// ids, ARNs, limits.
///
/// Knows only `java.base` and persistent collections.
@NullMarked
package dev.evenkeel.model;

import org.jspecify.annotations.NullMarked;
