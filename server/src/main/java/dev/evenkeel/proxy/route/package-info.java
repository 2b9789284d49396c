/// The route table: what the world says about load balancers, compiled to what the data plane needs
/// for one request.
@NullMarked
package dev.evenkeel.proxy.route;

import org.jspecify.annotations.NullMarked;
