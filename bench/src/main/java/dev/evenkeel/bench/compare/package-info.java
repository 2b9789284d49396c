/// Evenkeel against nginx and HAProxy: the same work, on the same machine, in the same run, the
/// contenders in turn. `bench/compare` runs it.
@NullMarked
package dev.evenkeel.bench.compare;

import org.jspecify.annotations.NullMarked;
