package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// How datapoints lie to an anomaly detection band, in CloudWatch's words: with their thresholds
/// where they are few, else with those of the newest five.
record BandReason(Alarm.Rule rule, Band band, List<Value> telling, boolean isAlarm) {
    BandReason {
        telling = List.copyOf(telling);
    }

    String words() {
        String start =
                "Thresholds Crossed: "
                        + telling.size()
                        + " out of the last "
                        + rule.periods()
                        + " datapoints";
        return telling.size() >= AlarmReason.MANY ? start + many() : start + few();
    }

    private String few() {
        return " ["
                + AlarmReason.list(telling)
                + "]"
                + AlarmReason.were(telling.size())
                + " "
                + sides(" " + lowers(telling), " " + uppers(telling));
    }

    private String many() {
        List<Value> recent = telling.subList(telling.size() - AlarmReason.MANY, telling.size());
        var crossed = new ArrayList<String>();
        if (hasLower()) {
            crossed.add("lower thresholds " + lowers(recent));
        }
        if (hasUpper()) {
            crossed.add("upper thresholds " + uppers(recent));
        }
        return " were "
                + sides("", "")
                + ". Recent datapoints ["
                + AlarmReason.list(recent)
                + "] "
                + (isAlarm ? "crossed" : "did not cross")
                + " the "
                + String.join(" or ", crossed);
    }

    private String sides(String lower, String upper) {
        String not = isAlarm ? "" : "not ";
        var sides = new ArrayList<String>();
        if (hasLower()) {
            sides.add(not + "less than the lower thresholds" + lower);
        }
        if (hasUpper()) {
            sides.add(not + "greater than the upper thresholds" + upper);
        }
        return String.join(" or ", sides);
    }

    private boolean hasLower() {
        return rule.comparison() != Alarm.Comparison.ABOVE_BAND;
    }

    private boolean hasUpper() {
        return rule.comparison() != Alarm.Comparison.BELOW_BAND;
    }

    private String lowers(List<Value> values) {
        return list(values.reversed(), band::lower, ", ");
    }

    private String uppers(List<Value> values) {
        return list(values.reversed(), band::upper, ", ");
    }

    private static String list(List<Value> values, ToDoubleFunction<Instant> bound, String comma) {
        return values.stream()
                .map(v -> Double.toString(bound.applyAsDouble(v.start())))
                .collect(Collectors.joining(comma, "[", "]"));
    }

    /// The thresholds of the datapoints, the oldest first, as members of the reason's JSON.
    String json() {
        var members = new ArrayList<String>();
        if (hasLower()) {
            members.add("\"recentLowerThresholds\":" + list(telling, band::lower, ","));
        }
        if (hasUpper()) {
            members.add("\"recentUpperThresholds\":" + list(telling, band::upper, ","));
        }
        return String.join(",", members);
    }
}
