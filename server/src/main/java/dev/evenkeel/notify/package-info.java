/// Delivers messages: to a file, or to whoever listens at an address.
@NullMarked
package dev.evenkeel.notify;

import org.jspecify.annotations.NullMarked;
