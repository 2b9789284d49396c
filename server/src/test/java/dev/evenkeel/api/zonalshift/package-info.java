/// Zonal shifts, as a client asks for them.
@NullMarked
package dev.evenkeel.api.zonalshift;

import org.jspecify.annotations.NullMarked;
