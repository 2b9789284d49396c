package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.MetricReader.Value;
import java.time.Instant;
import java.util.Map;

/// Between which values a datapoint is as it should be: always the same threshold, or what is usual
/// at that moment.
public sealed interface Band {
    /// NaN where it is not known.
    double lower(Instant at);

    double upper(Instant at);

    default boolean isKnown(Value value) {
        return !Double.isNaN(lower(value.start())) && !Double.isNaN(upper(value.start()));
    }

    /// One threshold from both sides.
    record Threshold(double value) implements Band {
        @Override
        public double lower(Instant at) {
            return value;
        }

        @Override
        public double upper(Instant at) {
            return value;
        }
    }

    /// Two series.
    record Usual(Map<Instant, Double> lowers, Map<Instant, Double> uppers) implements Band {
        public Usual {
            lowers = Map.copyOf(lowers);
            uppers = Map.copyOf(uppers);
        }

        @Override
        public double lower(Instant at) {
            return lowers.getOrDefault(at, Double.NaN);
        }

        @Override
        public double upper(Instant at) {
            return uppers.getOrDefault(at, Double.NaN);
        }
    }
}
