/// Turns the trimmed AWS service models into Java records and shape tables. Runs in the build,
/// straight from source; nothing of it is shipped.
@NullMarked
package dev.evenkeel.wire.generate;

import org.jspecify.annotations.NullMarked;
