/// Connections to targets: kept open between requests, per event loop and target.
@NullMarked
package dev.evenkeel.proxy.upstream;

import org.jspecify.annotations.NullMarked;
