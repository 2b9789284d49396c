/// Tests of event loops' own book-keeping.
@NullMarked
package dev.evenkeel.proxy.net;

import org.jspecify.annotations.NullMarked;
