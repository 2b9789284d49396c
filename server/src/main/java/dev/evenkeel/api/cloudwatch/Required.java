package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import org.jspecify.annotations.Nullable;

/// Parameters that a call cannot do without, though the shapes let it.
final class Required {
    private Required() {}

    /// The value, or AWS's error that tells which parameter is missing.
    static <T> T of(@Nullable T value, String parameter) {
        if (value == null) {
            throw new ApiFault(
                    CloudWatchErrors.MISSING_REQUIRED_PARAMETER,
                    "The parameter " + parameter + " is required.");
        }
        return value;
    }
}
