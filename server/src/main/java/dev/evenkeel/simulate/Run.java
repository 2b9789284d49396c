package dev.evenkeel.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What would have happened under one set of policies.
record Run(String name, List<Minute> minutes, Totals totals) {
    Run {
        minutes = List.copyOf(minutes);
    }

    /// One minute: rates are per second, counts are those at its end, but for the most that waited
    /// and for what was refused within it.
    record Minute(
            long second,
            double load,
            int desired,
            int pending,
            int inService,
            double capacity,
            double utilisation,
            double waiting,
            double refused,
            double cost) {}

    /// Sums: requests, refused ones, money, instances launched and ended.
    record Totals(double requests, double refused, double cost, int launches, int terminations) {}

    /// How busy the instances were at most, but for the busiest twentieth of the time, in percent.
    double p95Utilisation() {
        double[] sorted = minutes.stream().mapToDouble(Minute::utilisation).sorted().toArray();
        return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }

    /// Minutes whose load was more than the instances in service serve.
    long minutesShort() {
        return minutes.stream().filter(m -> m.load() > m.capacity()).count();
    }

    /// Minutes in which more than half of what was paid for had nothing to do.
    long minutesIdle() {
        return minutes.stream().filter(m -> m.load() < m.capacity() / 2).count();
    }

    double most(ToDoubleFunction<Minute> value) {
        return Arrays.stream(minutes.stream().mapToDouble(value).toArray()).max().orElse(0);
    }
}
