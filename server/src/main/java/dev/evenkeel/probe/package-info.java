/// Active health checks: which targets to ask, how, and what their answers add up to.
///
/// One event loop does it all: asks are cheap, and what is known of a target has one writer.
@NullMarked
package dev.evenkeel.probe;

import org.jspecify.annotations.NullMarked;
