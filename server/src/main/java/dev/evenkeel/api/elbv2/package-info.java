/// Elastic Load Balancing v2: Application and Network Load Balancers, their listeners, rules and
/// target groups. Pure decisions over the world, one class for each noun.
@NullMarked
package dev.evenkeel.api.elbv2;

import org.jspecify.annotations.NullMarked;
