package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Finds the state of a CloudWatch alarm from its datapoints.
///
/// It looks at a few periods more than the rule counts, so that a late or missing datapoint rarely
/// matters; only where those do not suffice, a missing one is treated as the alarm says.
public final class AlarmEvaluator {
    private static final int SPARE_PERIODS = 2;

    private AlarmEvaluator() {}

    /// The periods to look at: the last that are complete.
    public static Span span(Alarm alarm, Instant now) {
        long period = alarm.watch().period().toSeconds();
        Instant to = Instant.ofEpochSecond(now.getEpochSecond() / period * period);
        int periods = alarm.rule().periods() + SPARE_PERIODS;
        return new Span(to.minus(alarm.watch().period().multipliedBy(periods)), to);
    }

    /// The alarm with the state that the datapoints (oldest first, of [#span]) add up to; the same
    /// alarm if its state does not change.
    public static Alarm evaluate(Alarm alarm, Observed observed, Instant now) {
        var points = Points.of(alarm, observed, span(alarm, now).to());
        State next = state(alarm, points);
        State last = alarm.status().state();
        if (next == last) {
            return alarm;
        }
        return alarm.withStatus(
                new Alarm.Status(
                        next,
                        AlarmReason.words(alarm, points, next),
                        AlarmReason.json(alarm, points, now),
                        now,
                        now));
    }

    /// What an evaluation finds, and in what: the datapoints that count, those of them that breach,
    /// how many are missing, and all of it in CloudWatch's words.
    public record Finding(
            State state, List<Value> counted, List<Value> breaching, int missing, String words) {
        public Finding {
            counted = List.copyOf(counted);
            breaching = List.copyOf(breaching);
        }
    }

    /// What [#evaluate] would find, whether that changes the alarm or not.
    public static Finding find(Alarm alarm, Observed observed, Instant now) {
        var points = Points.of(alarm, observed, span(alarm, now).to());
        State state = state(alarm, points);
        return new Finding(
                state,
                points.real(),
                points.breaching(),
                points.missing(),
                AlarmReason.words(alarm, points, state));
    }

    /// The newest datapoints a rule counts, how many of them breach, and how many are missing.
    record Points(
            List<Value> real,
            List<Value> breaching,
            int missing,
            boolean isLongBreaching,
            Band band) {
        static Points of(Alarm alarm, Observed observed, Instant end) {
            Alarm.Rule rule = alarm.rule();
            List<Value> values = observed.values();
            Band band = observed.band();
            int first = Math.max(0, values.size() - rule.periods());
            List<Value> real = values.subList(first, values.size());
            List<Value> breaching = real.stream().filter(v -> isBreach(rule, v, band)).toList();
            Duration age = alarm.watch().period().multipliedBy(rule.datapoints());
            boolean isLong =
                    !breaching.isEmpty() && !breaching.getFirst().start().isAfter(end.minus(age));
            return new Points(real, breaching, rule.periods() - real.size(), isLong, band);
        }

        private static boolean isBreach(Alarm.Rule rule, Value value, Band band) {
            double lower = band.lower(value.start());
            return rule.comparison().breaches(value.value(), lower, band.upper(value.start()));
        }

        boolean allBreach() {
            return breaching.size() == real.size();
        }
    }

    private static State state(Alarm alarm, Points points) {
        int needed = alarm.rule().datapoints();
        if (points.breaching().size() >= needed) {
            return State.ALARM;
        }
        return switch (alarm.rule().missing()) {
            case BREACHING ->
                    points.breaching().size() + points.missing() >= needed ? State.ALARM : State.OK;
            case NOT_BREACHING -> State.OK;
            case IGNORE -> points.allBreach() ? alarm.status().state() : State.OK;
            case MISSING -> stateWithGaps(alarm, points);
        };
    }

    /// Breaches that began long enough ago are enough when nothing since contradicts them; younger
    /// ones wait for the next datapoint.
    private static State stateWithGaps(Alarm alarm, Points points) {
        if (points.real().isEmpty()) {
            return State.INSUFFICIENT_DATA;
        }
        if (!points.allBreach()) {
            return State.OK;
        }
        return points.isLongBreaching() ? State.ALARM : alarm.status().state();
    }
}
