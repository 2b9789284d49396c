package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The periods and times of questions for values, checked.
final class Periods {
    private static final Set<Integer> SHORT = Set.of(1, 5, 10, 20, 30);

    private Periods() {}

    static Duration period(@Nullable Integer seconds) {
        int period = requireNonNull(seconds);
        if (!SHORT.contains(period) && (period <= 0 || period % 60 != 0)) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_VALUE,
                    "The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return Duration.ofSeconds(period);
    }

    static Span span(@Nullable Instant from, @Nullable Instant to) {
        if (!requireNonNull(from).isBefore(requireNonNull(to))) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        return new Span(from, to);
    }
}
