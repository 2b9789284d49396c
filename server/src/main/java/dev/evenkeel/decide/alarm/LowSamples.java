package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Statistic;
import java.util.List;

/// Whether an alarm on a percentile has too few values to go by: for p99 CloudWatch wants 1,000 in
/// a period.
public final class LowSamples {
    private LowSamples() {}

    /// Looks at the newest periods that the rule counts; `counts` are their sample counts.
    public static boolean areIn(Alarm alarm, List<Value> counts) {
        double needed =
                switch (alarm.watch()) {
                    case Alarm.Watch.Metric metric -> needed(metric.statistic());
                    case Alarm.Watch.Computed _, Alarm.Watch.Banded _ -> 0;
                };
        int first = Math.max(0, counts.size() - alarm.rule().periods());
        return counts.subList(first, counts.size()).stream().anyMatch(v -> v.value() < needed);
    }

    private static double needed(String statistic) {
        return Statistic.parse(statistic)
                .map(s -> s instanceof Statistic.Percentile p ? p.samplesNeeded() : 0.0)
                .orElse(0d);
    }
}
