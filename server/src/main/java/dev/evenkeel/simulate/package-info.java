/// What if: a fleet that is arithmetic, under a load that is a curve, kept by the production
/// control plane on a turned clock.
@NullMarked
package dev.evenkeel.simulate;

import org.jspecify.annotations.NullMarked;
