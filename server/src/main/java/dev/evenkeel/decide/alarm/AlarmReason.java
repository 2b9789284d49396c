package dev.evenkeel.decide.alarm;

import dev.evenkeel.decide.alarm.AlarmEvaluator.Points;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/// Why an alarm changed its state, in CloudWatch's words and as its JSON.
final class AlarmReason {
    private static final DateTimeFormatter SHORT =
            DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss").withZone(ZoneOffset.UTC);
    static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'")
                    .withZone(ZoneOffset.UTC);

    /// From how many datapoints on a reason does not list them all.
    static final int MANY = 5;

    private AlarmReason() {}

    static String words(Alarm alarm, Points points, State next) {
        int periods = alarm.rule().periods();
        return switch (next) {
            case INSUFFICIENT_DATA ->
                    "Insufficient Data: " + datapoints(periods) + were(periods) + " unknown.";
            case ALARM -> crossed(alarm, points, points.breaching(), "");
            case OK -> crossed(alarm, points, others(points), "not ");
        };
    }

    private static List<Value> others(Points points) {
        return points.real().stream().filter(v -> !points.breaching().contains(v)).toList();
    }

    private static String crossed(Alarm alarm, Points points, List<Value> telling, String not) {
        if (telling.isEmpty()) {
            return treated(alarm, points.missing());
        }
        Alarm.Rule rule = alarm.rule();
        boolean isAlarm = not.isEmpty();
        int minimum = isAlarm ? rule.datapoints() : rule.periods() - rule.datapoints() + 1;
        if (rule.comparison().isOfBand()) {
            return new BandReason(rule, points.band(), telling, isAlarm).words()
                    + minimum(minimum, isAlarm);
        }
        return "Threshold Crossed: "
                + telling.size()
                + " out of the last "
                + rule.periods()
                + " datapoints"
                + compared(rule, telling, not)
                + minimum(minimum, isAlarm);
    }

    /// Of many the newest five are shown.
    private static String compared(Alarm.Rule rule, List<Value> telling, String not) {
        String were =
                were(telling.size())
                        + " "
                        + not
                        + comparison(rule.comparison())
                        + " the threshold ("
                        + rule.threshold()
                        + ")";
        if (telling.size() < MANY) {
            return " [" + list(telling) + "]" + were;
        }
        return were
                + ". The most recent datapoints which "
                + (not.isEmpty() ? "crossed" : "did not cross")
                + " the threshold: ["
                + list(telling.subList(telling.size() - MANY, telling.size()))
                + "]";
    }

    private static String minimum(int minimum, boolean isAlarm) {
        return " (minimum "
                + datapoints(minimum)
                + " for "
                + (isAlarm ? "OK -> ALARM" : "ALARM -> OK")
                + " transition).";
    }

    private static String treated(Alarm alarm, int missing) {
        String how =
                alarm.rule().missing() == Alarm.Missing.BREACHING ? "Breaching" : "NonBreaching";
        return "Threshold Crossed: no datapoints were received for "
                + missing
                + (missing == 1 ? " period" : " periods")
                + " and "
                + missing
                + (missing == 1 ? " missing datapoint was" : " missing datapoints were")
                + " treated as ["
                + how
                + "].";
    }

    private static String datapoints(int count) {
        return count + (count == 1 ? " datapoint" : " datapoints");
    }

    static String were(int count) {
        return count == 1 ? " was" : " were";
    }

    /// The newest first.
    static String list(List<Value> values) {
        return values.reversed().stream()
                .map(v -> v.value() + " (" + SHORT.format(v.start()) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String comparison(Alarm.Comparison comparison) {
        return switch (comparison) {
            case GREATER_OR_EQUAL -> "greater than or equal to";
            case GREATER -> "greater than";
            case LESS -> "less than";
            case LESS_OR_EQUAL -> "less than or equal to";
            case OUTSIDE_BAND, BELOW_BAND, ABOVE_BAND ->
                    throw new IllegalArgumentException(comparison.word());
        };
    }

    static String json(Alarm alarm, Points points, Instant now) {
        String recent =
                points.real().stream()
                        .map(v -> Double.toString(v.value()))
                        .collect(Collectors.joining(",", "[", "]"));
        String start =
                points.real().isEmpty()
                        ? ""
                        : "\"startDate\":\""
                                + LONG.format(points.real().getFirst().start())
                                + "\",";
        return "{\"version\":\"1.0\",\"queryDate\":\""
                + LONG.format(now)
                + "\","
                + start
                + statistic(alarm.watch())
                + "\"period\":"
                + alarm.watch().period().toSeconds()
                + ",\"recentDatapoints\":"
                + recent
                + ","
                + threshold(alarm.rule(), points)
                + "}";
    }

    private static String threshold(Alarm.Rule rule, Points points) {
        return rule.comparison().isOfBand()
                ? new BandReason(rule, points.band(), points.real(), true).json()
                : "\"threshold\":" + rule.threshold();
    }

    private static String statistic(Alarm.Watch watch) {
        return switch (watch) {
            case Alarm.Watch.Metric metric -> "\"statistic\":\"" + metric.statistic() + "\",";
            case Alarm.Watch.Computed _, Alarm.Watch.Banded _ -> "";
        };
    }
}
