/// Cookies that keep a client where it was.
@NullMarked
package dev.evenkeel.proxy.sticky;

import org.jspecify.annotations.NullMarked;
