/// The wire, held against Smithy's own protocol test vectors, against scenarios and against noise.
@NullMarked
package dev.evenkeel.api.wire;

import org.jspecify.annotations.NullMarked;
