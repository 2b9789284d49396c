/// Tests of log lines and the files they end in.
@NullMarked
package dev.evenkeel.proxy.log;

import org.jspecify.annotations.NullMarked;
