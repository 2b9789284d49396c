/// Messages are delivered: to a file, to a real receiver on the loopback interface.
@NullMarked
package dev.evenkeel.notify;

import org.jspecify.annotations.NullMarked;
