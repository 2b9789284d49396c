package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a predictive scaling policy expects of the hours from `start` on: the load, and the
/// instances that it takes.
///
/// `correlation` is how well load and scaling metric go together, where that is known. `scaledFor`
/// is the last hour whose beginning was dealt with.
public record PredictiveForecast(
        Scope scope,
        String group,
        String policy,
        Instant madeAt,
        Instant start,
        List<Double> load,
        List<Double> capacity,
        Optional<Double> correlation,
        Instant scaledFor)
        implements Resource {
    private static final Duration HOUR = Duration.ofHours(1);

    public PredictiveForecast {
        load = List.copyOf(load);
        capacity = List.copyOf(capacity);
    }

    @Override
    public String id() {
        return ScalingPolicy.idOf(group, policy);
    }

    /// The instances it takes in the hour that begins at `hour`, if it is one of these.
    public Optional<Double> capacityAt(Instant hour) {
        return at(capacity, hour);
    }

    /// The load of the hour that begins at `hour`, if it is one of these.
    public Optional<Double> loadAt(Instant hour) {
        return at(load, hour);
    }

    private Optional<Double> at(List<Double> values, Instant hour) {
        long index = Duration.between(start, hour).dividedBy(HOUR);
        boolean isThere = !hour.isBefore(start) && index < values.size();
        return isThere ? Optional.of(values.get((int) index)) : Optional.empty();
    }

    public PredictiveForecast scaled(Instant hour) {
        return new PredictiveForecast(
                scope, group, policy, madeAt, start, load, capacity, correlation, hour);
    }
}
