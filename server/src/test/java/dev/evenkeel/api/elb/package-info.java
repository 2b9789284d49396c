/// Scenarios of Classic Load Balancers.
@NullMarked
package dev.evenkeel.api.elb;

import org.jspecify.annotations.NullMarked;
