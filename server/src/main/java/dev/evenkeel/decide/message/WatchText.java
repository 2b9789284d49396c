package dev.evenkeel.decide.message;

import dev.evenkeel.decide.JsonText;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// What an alarm watches, as JSON: once in the spelling of events, once in that of messages to
/// topics.
final class WatchText {
    private static final Map<String, String> STATISTICS =
            Map.of(
                    "Average", "AVERAGE",
                    "Sum", "SUM",
                    "Minimum", "MINIMUM",
                    "Maximum", "MAXIMUM",
                    "SampleCount", "SAMPLE_COUNT");

    private WatchText() {}

    /// The text as JSON; `null` if it is empty.
    static String orNull(String text) {
        return text.isEmpty() ? "null" : JsonText.quoted(text);
    }

    /// The list of metrics in an event; an alarm on one metric gives it an id of its own making.
    static String ofEvent(String alarm, Alarm.Watch watch) {
        return switch (watch) {
            case Alarm.Watch.Metric metric -> {
                byte[] name = alarm.getBytes(StandardCharsets.UTF_8);
                String only =
                        new JsonObject()
                                .text("id", UUID.nameUUIDFromBytes(name).toString())
                                .json(
                                        "metricStat",
                                        new JsonObject()
                                                .json("metric", ofEvent(metric.metric()))
                                                .json("period", "" + metric.period().toSeconds())
                                                .text("stat", metric.statistic())
                                                .done())
                                .json("returnData", "true")
                                .done();
                yield JsonObject.array(List.of(only));
            }
            case Alarm.Watch.Computed computed -> ofEvent(computed.queries());
            case Alarm.Watch.Banded banded -> ofEvent(banded.queries());
        };
    }

    private static String ofEvent(List<MetricQuery> queries) {
        return JsonObject.array(queries.stream().map(WatchText::ofEvent).toList());
    }

    private static String ofEvent(MetricId metric) {
        JsonObject dimensions = new JsonObject();
        metric.dimensions().forEach(dimensions::text);
        return new JsonObject()
                .json("dimensions", dimensions.done())
                .text("name", metric.name())
                .text("namespace", metric.namespace())
                .done();
    }

    private static String ofEvent(MetricQuery query) {
        JsonObject told = new JsonObject().text("id", query.id());
        switch (query.source()) {
            case MetricQuery.Source.Expression(String text) -> told.text("expression", text);
            case MetricQuery.Source.Stat stat ->
                    told.json(
                            "metricStat",
                            new JsonObject()
                                    .json("metric", ofEvent(stat.metric()))
                                    .json("period", "" + stat.period().toSeconds())
                                    .text("stat", stat.statistic())
                                    .done());
        }
        query.label().ifPresent(label -> told.text("label", label));
        return told.json("returnData", "" + query.returned()).done();
    }

    /// What makes a metric alarm sound, in a message to a topic.
    static String trigger(Alarm alarm) {
        JsonObject told = new JsonObject();
        switch (alarm.watch()) {
            case Alarm.Watch.Metric metric -> trigger(told, metric);
            case Alarm.Watch.Computed _, Alarm.Watch.Banded _ ->
                    told.json("Period", "" + alarm.watch().period().toSeconds());
        }
        Alarm.Rule rule = alarm.rule();
        told.json("EvaluationPeriods", "" + rule.periods())
                .json("DatapointsToAlarm", "" + rule.datapoints())
                .text("ComparisonOperator", rule.comparison().word());
        if (alarm.watch() instanceof Alarm.Watch.Banded banded) {
            told.text("ThresholdMetricId", banded.threshold());
        } else {
            told.json("Threshold", "" + rule.threshold());
        }
        told.text("TreatMissingData", rule.missing().word())
                .text("EvaluateLowSampleCountPercentile", rule.ignoresFewSamples() ? "ignore" : "");
        switch (alarm.watch()) {
            case Alarm.Watch.Metric _ -> {}
            case Alarm.Watch.Computed computed -> told.json("Metrics", metrics(computed.queries()));
            case Alarm.Watch.Banded banded -> told.json("Metrics", metrics(banded.queries()));
        }
        return told.done();
    }

    private static String metrics(List<MetricQuery> queries) {
        return JsonObject.array(queries.stream().map(WatchText::query).toList());
    }

    private static void trigger(JsonObject told, Alarm.Watch.Metric metric) {
        told.text("MetricName", metric.metric().name())
                .text("Namespace", metric.metric().namespace());
        String simple = STATISTICS.getOrDefault(metric.statistic(), "");
        if (simple.isEmpty()) {
            told.text("StatisticType", "ExtendedStatistic")
                    .text("ExtendedStatistic", metric.statistic().toLowerCase(Locale.ROOT));
        } else {
            told.text("StatisticType", "Statistic").text("Statistic", simple);
        }
        told.json("Unit", orNull(metric.unit().orElse("")))
                .json("Dimensions", dimensions(metric.metric()))
                .json("Period", "" + metric.period().toSeconds());
    }

    private static String dimensions(MetricId metric) {
        return JsonObject.array(
                metric.dimensions().entrySet().stream()
                        .map(d ->
                                new JsonObject()
                                        .text("value", d.getValue())
                                        .text("name", d.getKey())
                                        .done())
                        .toList());
    }

    private static String query(MetricQuery query) {
        JsonObject told = new JsonObject();
        switch (query.source()) {
            case MetricQuery.Source.Expression(String text) -> told.text("Expression", text);
            case MetricQuery.Source.Stat stat ->
                    told.json(
                            "MetricStat",
                            new JsonObject()
                                    .json(
                                            "Metric",
                                            new JsonObject()
                                                    .json("Dimensions", dimensions(stat.metric()))
                                                    .text("MetricName", stat.metric().name())
                                                    .text("Namespace", stat.metric().namespace())
                                                    .done())
                                    .json("Period", "" + stat.period().toSeconds())
                                    .text("Stat", stat.statistic())
                                    .done());
        }
        told.text("Id", query.id());
        query.label().ifPresent(label -> told.text("Label", label));
        return told.json("ReturnData", "" + query.returned()).done();
    }
}
