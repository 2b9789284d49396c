/// Tests of connections to targets.
@NullMarked
package dev.evenkeel.proxy.upstream;

import org.jspecify.annotations.NullMarked;
