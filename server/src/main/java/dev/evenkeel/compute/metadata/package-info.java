/// The instance metadata service: what an instance may ask about itself, over HTTP, in EC2's
/// version 1 and 2.
@NullMarked
package dev.evenkeel.compute.metadata;

import org.jspecify.annotations.NullMarked;
