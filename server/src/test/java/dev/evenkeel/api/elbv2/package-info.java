/// Scenarios of Elastic Load Balancing v2.
@NullMarked
package dev.evenkeel.api.elbv2;

import org.jspecify.annotations.NullMarked;
