/// The Security Token Service: who the caller is.
@NullMarked
package dev.evenkeel.api.sts;

import org.jspecify.annotations.NullMarked;
