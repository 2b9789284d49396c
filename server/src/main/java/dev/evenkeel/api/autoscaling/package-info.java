/// EC2 Auto Scaling: groups, launch configurations, scaling policies, activities.
///
/// Operations write what is wanted; the control room launches and ends instances.
@NullMarked
package dev.evenkeel.api.autoscaling;

import org.jspecify.annotations.NullMarked;
