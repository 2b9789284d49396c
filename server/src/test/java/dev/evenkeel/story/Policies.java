package dev.evenkeel.story;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Tags;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Alarms of a story, and the requests that put its policies.
///
/// `policy NAME KIND AMOUNT [cooldown=60s] [warmup=60s] [least=2] [period=10] [disabled]
/// [no-scale-in]`: `simple +1`, `percent +50`, `exact 4`, `step 0:+1,10:+2` (above the threshold),
/// `step-down 0:-1` (below it), `tracking 50`, `predictive 60 [mode=ForecastOnly] [buffer=300s]
/// [room=10]` requests a minute and instance. `alarm NAME POLICY > 50 2 [breaching]`: two of two
/// minutes.
final class Policies {
    private static final MetricId LOAD = MetricId.of("App", "load", Map.of());

    private static final String REQUESTS = "ALBRequestCount";
    private static final String LABEL = "app/web/0123456789abcdef/targetgroup/web/0123456789abcdef";

    private Policies() {}

    /// The request for a policy, as a story would write it.
    static String request(List<String> words) {
        var options = new HashMap<String, String>();
        for (String word : words.subList(4, words.size())) {
            String[] option = word.split("=", 2);
            options.put(option[0], option.length == 2 ? option[1] : "true");
        }
        var request = new StringBuilder("PutScalingPolicy AutoScalingGroupName=web");
        add(request, "PolicyName", words.get(1));
        method(request, words.get(2), words.get(3), options);
        seconds(request, "Cooldown", options.getOrDefault("cooldown", ""));
        seconds(request, "EstimatedInstanceWarmup", options.getOrDefault("warmup", ""));
        if (options.containsKey("least")) {
            add(request, "MinAdjustmentMagnitude", options.getOrDefault("least", ""));
        }
        if (options.containsKey("disabled")) {
            add(request, "Enabled", "false");
        }
        return request.toString();
    }

    private static void method(
            StringBuilder request, String kind, String amount, Map<String, String> options) {
        switch (kind) {
            case "simple" -> simple(request, "ChangeInCapacity", amount);
            case "percent" -> simple(request, "PercentChangeInCapacity", amount);
            case "exact" -> simple(request, "ExactCapacity", amount);
            case "step" -> steps(request, amount, "MetricIntervalLowerBound", true);
            case "step-down" -> steps(request, amount, "MetricIntervalUpperBound", false);
            case "tracking" -> tracking(request, amount, options);
            case "predictive" -> predictive(request, amount, options);
            default -> throw new IllegalArgumentException("no such kind of policy: " + kind);
        }
    }

    private static void simple(StringBuilder request, String adjustment, String amount) {
        add(request, "AdjustmentType", adjustment);
        add(request, "ScalingAdjustment", amount.replace("+", ""));
    }

    private static void steps(
            StringBuilder request, String steps, String bound, boolean isUpwards) {
        add(request, "PolicyType", "StepScaling");
        add(request, "AdjustmentType", "ChangeInCapacity");
        String[] all = steps.split(",");
        for (int i = 0; i < all.length; i++) {
            String[] step = all[i].split(":");
            String prefix = "StepAdjustments." + (i + 1) + ".";
            add(request, prefix + bound, step[0]);
            if (isUpwards && i + 1 < all.length) {
                add(request, prefix + "MetricIntervalUpperBound", all[i + 1].split(":")[0]);
            }
            add(request, prefix + "ScalingAdjustment", step[1].replace("+", ""));
        }
    }

    private static void tracking(
            StringBuilder request, String target, Map<String, String> options) {
        String prefix = "TargetTrackingConfiguration.";
        String metric = prefix + "CustomizedMetricSpecification.";
        add(request, "PolicyType", "TargetTrackingScaling");
        add(request, prefix + "TargetValue", target);
        add(request, metric + "Namespace", LOAD.namespace());
        add(request, metric + "MetricName", LOAD.name());
        add(request, metric + "Statistic", "Average");
        add(request, metric + "Period", options.getOrDefault("period", "60"));
        if (options.containsKey("no-scale-in")) {
            add(request, prefix + "DisableScaleIn", "true");
        }
    }

    private static void predictive(
            StringBuilder request, String target, Map<String, String> options) {
        String prefix = "PredictiveScalingConfiguration.";
        String metric = prefix + "MetricSpecifications.1.";
        add(request, "PolicyType", "PredictiveScaling");
        add(request, metric + "TargetValue", target);
        add(request, metric + "PredefinedMetricPairSpecification.PredefinedMetricType", REQUESTS);
        add(request, metric + "PredefinedMetricPairSpecification.ResourceLabel", LABEL);
        add(request, prefix + "Mode", options.getOrDefault("mode", "ForecastAndScale"));
        seconds(request, prefix + "SchedulingBufferTime", options.getOrDefault("buffer", ""));
        if (options.containsKey("room")) {
            add(request, prefix + "MaxCapacityBreachBehavior", "IncreaseMaxCapacity");
            add(request, prefix + "MaxCapacityBuffer", options.getOrDefault("room", ""));
        }
    }

    private static void seconds(StringBuilder request, String name, String duration) {
        if (!duration.isEmpty()) {
            add(request, name, "" + Duration.parse("PT" + duration).toSeconds());
        }
    }

    private static void add(StringBuilder request, String name, String value) {
        request.append(' ').append(name).append('=').append(value);
    }

    static Alarm alarm(List<String> words, ScalingPolicy policy, Instant now) {
        int periods = Integer.parseInt(words.get(5));
        Alarm.Missing missing =
                Arrays.stream(Alarm.Missing.values())
                        .filter(m -> m.word().equals(words.getLast()))
                        .findFirst()
                        .orElse(Alarm.Missing.MISSING);
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + words.get(1)),
                Fleet.SCOPE,
                words.get(1),
                "",
                new Alarm.Watch.Metric(LOAD, "Average", Duration.ofMinutes(1), Optional.empty()),
                new Alarm.Rule(
                        words.get(3).equals(">") ? Alarm.Comparison.GREATER : Alarm.Comparison.LESS,
                        Double.parseDouble(words.get(4)),
                        periods,
                        periods,
                        missing),
                new Alarm.Actions(true, List.of(), List.of(policy.arn().value()), List.of()),
                now,
                new Alarm.Status(Alarm.State.INSUFFICIENT_DATA, "", "", now, now),
                Tags.NONE);
    }
}
