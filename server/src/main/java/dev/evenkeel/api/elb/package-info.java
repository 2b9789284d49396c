/// Elastic Load Balancing, the first generation: Classic Load Balancers. Pure decisions over the
/// world.
@NullMarked
package dev.evenkeel.api.elb;

import org.jspecify.annotations.NullMarked;
