package dev.evenkeel.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Requests per second over time: straight lines between points.
record LoadCurve(Instant start, NavigableMap<Long, Double> points) {
    LoadCurve {
        points = new TreeMap<>(points);
    }

    /// How long it is: until the last point.
    Duration length() {
        return Duration.ofSeconds(points.lastKey());
    }

    double at(long second) {
        Map.Entry<Long, Double> before = points.floorEntry(second);
        Map.Entry<Long, Double> after = points.ceilingEntry(second);
        if (before == null) {
            return points.firstEntry().getValue();
        }
        if (after == null || after.getKey().equals(before.getKey())) {
            return before.getValue();
        }
        double share = (double) (second - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }
}
