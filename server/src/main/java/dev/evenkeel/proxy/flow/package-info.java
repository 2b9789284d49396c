/// TCP flows relayed between clients and targets, for Network and Classic Load Balancers.
///
/// Hot path. A flow lives on its client's event loop, the connection to its target included.
@NullMarked
package dev.evenkeel.proxy.flow;

import org.jspecify.annotations.NullMarked;
