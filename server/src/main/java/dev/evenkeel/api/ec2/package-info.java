/// EC2 as far as load balancing and scaling need it: launch templates, instances, the default VPC,
/// security groups, tags.
///
/// Every operation is a pure function over the world. What changes state is written as a wish
/// (`stopping`, `shutting-down`); the control room carries it out.
@NullMarked
package dev.evenkeel.api.ec2;

import org.jspecify.annotations.NullMarked;
