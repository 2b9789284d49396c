package dev.evenkeel.decide.math;

import dev.evenkeel.model.MetricReader.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The moments an answer may have values for: periods that begin inside the span.
record Grid(Span span, long period) {
    private static final int MOST = 100_800;

    List<Instant> moments() {
        return moments(period);
    }

    List<Instant> moments(long each) {
        long step = Math.max(1, each);
        long first = Math.ceilDiv(span.from().getEpochSecond(), step) * step;
        var all = new ArrayList<Instant>();
        for (long at = first; at < span.to().getEpochSecond() && all.size() < MOST; at += step) {
            all.add(Instant.ofEpochSecond(at));
        }
        return all;
    }
}
