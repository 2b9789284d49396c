/// Cookies by which a client keeps its target and its target group: sealed, so that only we can
/// read or write them.
///
/// Hot path, but only where stickiness is on. One set of objects for each event loop.
@NullMarked
package dev.evenkeel.proxy.sticky;

import org.jspecify.annotations.NullMarked;
