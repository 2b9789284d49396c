/// Zonal shifts of ARC: Auto Scaling groups that do without a zone for a time.
@NullMarked
package dev.evenkeel.api.zonalshift;

import org.jspecify.annotations.NullMarked;
