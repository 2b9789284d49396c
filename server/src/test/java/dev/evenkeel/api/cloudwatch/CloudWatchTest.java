package dev.evenkeel.api.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.*;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What CloudWatch's operations answer, over a store of measurements and a world.
class CloudWatchTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final Metrics metrics = new Metrics(store, store);
    private final MetricQueries queries = new MetricQueries(store);
    private final MetricStatistics statistics = new MetricStatistics(store);
    private World world = World.empty(Site.of(HOME, List.of("us-east-1a"), 1024));

    private static Call at(Instant now) {
        return new Call(HOME, "request-1", new Caller(HOME.account(), "key"), now, new Random(1));
    }

    private static MetricDatum.Builder datum(String name) {
        return MetricDatum.builder().metricName(name).timestamp(NOW);
    }

    private void put(MetricDatum... data) {
        metrics.put(
                world,
                at(NOW),
                PutMetricDataInput.builder().namespace("App").metricData(List.of(data)).build());
    }

    private <O> O decided(Decision<O> decision) {
        world = world.with(decision.changes());
        return decision.answer();
    }

    private GetMetricStatisticsInput.Builder statistics(String... names) {
        return GetMetricStatisticsInput.builder()
                .namespace("App")
                .metricName("Orders")
                .startTime(NOW.minusSeconds(60))
                .endTime(NOW.plusSeconds(60))
                .period(60)
                .statistics(List.of(names));
    }

    @Test
    void whatIsPutInAnyFormIsReadAsStatistics() {
        put(
                datum("Orders").value(10d).unit("Count").build(),
                datum("Orders")
                        .values(List.of(1d, 2d))
                        .counts(List.of(2d, 1d))
                        .unit("Count")
                        .build(),
                datum("Orders")
                        .statisticValues(
                                StatisticSet.builder()
                                        .sampleCount(2d)
                                        .sum(6d)
                                        .minimum(0d)
                                        .maximum(6d)
                                        .build())
                        .unit("Count")
                        .build());
        var answer =
                statistics.read(
                        world,
                        at(NOW),
                        statistics("Sum", "SampleCount", "Minimum", "Maximum", "Average").build());
        assertThat(answer.label()).isEqualTo("Orders");
        assertThat(answer.datapoints())
                .containsExactly(
                        Datapoint.builder()
                                .timestamp(NOW)
                                .sum(20d)
                                .sampleCount(6d)
                                .minimum(0d)
                                .maximum(10d)
                                .average(20d / 6)
                                .unit("Count")
                                .build());
    }

    @Test
    void oneBadDatumRecordsNothingOfTheRequest() {
        assertThatThrownBy(() ->
                        put(
                                datum("Orders").value(1d).build(),
                                datum("Orders").value(Double.NaN).build()))
                .isInstanceOf(ApiFault.class);
        assertThat(statistics.read(world, at(NOW), statistics("Sum").build()).datapoints())
                .isEmpty();
    }

    @Test
    void dataIsRefusedWhereAwsRefusesIt() {
        assertFault("MissingParameter", () -> put(datum("Orders").build()));
        assertFault(
                "InvalidParameterCombination",
                () -> put(datum("Orders").value(1d).values(List.of(1d)).build()));
        assertFault(
                "InvalidParameterValue",
                () ->
                        put(
                                datum("Orders")
                                        .value(1d)
                                        .timestamp(NOW.minusSeconds(2_000_000))
                                        .build()));
        assertFault(
                "InvalidParameterValue",
                () -> put(datum("Orders").values(List.of(1d)).counts(List.of(1d, 2d)).build()));
        assertFault(
                "InvalidParameterValue",
                () ->
                        metrics.put(
                                world,
                                at(NOW),
                                PutMetricDataInput.builder()
                                        .namespace("AWS/EC2")
                                        .metricData(List.of(datum("Orders").value(1d).build()))
                                        .build()));
    }

    private static void assertFault(String code, Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        ApiFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void moreThan1440DatapointsAreNotAnswered() {
        assertFault(
                "InvalidParameterCombination",
                () ->
                        statistics.read(
                                world,
                                at(NOW),
                                statistics("Sum")
                                        .period(1)
                                        .startTime(NOW.minusSeconds(9000))
                                        .build()));
    }

    @Test
    void metricsAreFoundByDimension() {
        put(
                datum("Orders")
                        .dimensions(List.of(Dimension.builder().name("shop").value("a").build()))
                        .value(1d)
                        .build(),
                datum("Orders").value(1d).build());
        var byName =
                ListMetricsInput.builder()
                        .dimensions(List.of(DimensionFilter.builder().name("shop").build()));
        assertThat(metrics.list(world, at(NOW), byName.build()).metrics()).hasSize(1);
        var byValue =
                ListMetricsInput.builder()
                        .dimensions(
                                List.of(DimensionFilter.builder().name("shop").value("b").build()));
        assertThat(metrics.list(world, at(NOW), byValue.build()).metrics()).isEmpty();
        assertThat(metrics.list(world, at(NOW), ListMetricsInput.builder().build()).metrics())
                .hasSize(2);
    }

    @Test
    void queriesAnswerNewestFirstUnlessAskedOtherwise() {
        put(
                datum("Orders").value(1d).timestamp(NOW.minusSeconds(60)).build(),
                datum("Orders").value(2d).build());
        assertThat(query("TimestampDescending").values()).containsExactly(2d, 1d);
        assertThat(query("TimestampAscending").values()).containsExactly(1d, 2d);
    }

    private MetricDataResult query(String scanBy) {
        var metric = Metric.builder().namespace("App").metricName("Orders").build();
        var query =
                MetricDataQuery.builder()
                        .id("q1")
                        .metricStat(
                                MetricStat.builder().metric(metric).period(60).stat("Sum").build())
                        .build();
        var input =
                GetMetricDataInput.builder()
                        .metricDataQueries(List.of(query))
                        .startTime(NOW.minusSeconds(120))
                        .endTime(NOW.plusSeconds(60))
                        .scanBy(scanBy)
                        .build();
        return requireOne(queries.data(world, at(NOW), input).metricDataResults());
    }

    private static MetricDataResult requireOne(@Nullable List<MetricDataResult> results) {
        assertThat(results).hasSize(1);
        return Objects.requireNonNull(results).getFirst();
    }

    private static PutMetricAlarmInput.Builder alarm(String name) {
        return PutMetricAlarmInput.builder()
                .alarmName(name)
                .namespace("App")
                .metricName("Orders")
                .statistic("Average")
                .period(10)
                .evaluationPeriods(3)
                .threshold(50d)
                .comparisonOperator("GreaterThanThreshold")
                .alarmActions(
                        List.of("arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:x"));
    }

    @Test
    void aNewAlarmHasInsufficientDataAndAnswersWhatWasAsked() {
        decided(Alarms.put(world, at(NOW), alarm("high").build()));
        var found =
                AlarmListings.describe(
                        world,
                        at(NOW),
                        DescribeAlarmsInput.builder().stateValue("INSUFFICIENT_DATA").build());
        assertThat(found.metricAlarms())
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.alarmArn())
                            .isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:high");
                    assertThat(alarm.period()).isEqualTo(10);
                    assertThat(alarm.treatMissingData()).isEqualTo("missing");
                    assertThat(alarm.actionsEnabled()).isTrue();
                });
    }

    @Test
    void puttingAnAlarmAgainKeepsItsState() {
        decided(Alarms.put(world, at(NOW), alarm("high").build()));
        decided(
                Alarms.setState(
                        world,
                        at(NOW),
                        SetAlarmStateInput.builder()
                                .alarmName("high")
                                .stateValue("ALARM")
                                .stateReason("by hand")
                                .build()));
        decided(Alarms.put(world, at(NOW.plusSeconds(5)), alarm("high").threshold(60d).build()));
        Alarm alarm = world.in(HOME).find(Alarm.class, "high").orElseThrow();
        assertThat(alarm.status().state()).isEqualTo(Alarm.State.ALARM);
        assertThat(alarm.rule().threshold()).isEqualTo(60d);
    }

    @Test
    void alarmsAreRefusedWhereTheyCouldNotWork() {
        assertFault(
                "MissingParameter",
                () -> Alarms.put(world, at(NOW), alarm("a").period(null).build()));
        assertFault(
                "ValidationError", () -> Alarms.put(world, at(NOW), alarm("a").period(45).build()));
        assertFault(
                "ValidationError",
                () -> Alarms.put(world, at(NOW), alarm("a").datapointsToAlarm(4).build()));
        assertFault(
                "InvalidParameterCombination",
                () -> Alarms.put(world, at(NOW), alarm("a").extendedStatistic("p99").build()));
        assertFault(
                "ValidationError",
                () ->
                        Alarms.put(
                                world,
                                at(NOW),
                                alarm("a").period(3000).evaluationPeriods(100).build()));
        assertFault(
                "ResourceNotFound",
                () ->
                        Alarms.setState(
                                world,
                                at(NOW),
                                SetAlarmStateInput.builder()
                                        .alarmName("none")
                                        .stateValue("OK")
                                        .stateReason("x")
                                        .build()));
    }

    @Test
    void actionsAreSwitchedOffAndOnAndAlarmsDeleted() {
        decided(Alarms.put(world, at(NOW), alarm("high").build()));
        decided(
                Alarms.disable(
                        world,
                        at(NOW),
                        DisableAlarmActionsInput.builder().alarmNames(List.of("high")).build()));
        assertThat(world.in(HOME).find(Alarm.class, "high").orElseThrow().actions().enabled())
                .isFalse();
        decided(
                Alarms.enable(
                        world,
                        at(NOW),
                        EnableAlarmActionsInput.builder().alarmNames(List.of("high")).build()));
        assertThat(world.in(HOME).find(Alarm.class, "high").orElseThrow().actions().enabled())
                .isTrue();
        decided(
                Alarms.delete(
                        world,
                        at(NOW),
                        DeleteAlarmsInput.builder().alarmNames(List.of("high", "none")).build()));
        assertThat(world.in(HOME).all(Alarm.class)).isEmpty();
    }

    @Test
    void alarmsAreFoundByTheirMetric() {
        decided(Alarms.put(world, at(NOW), alarm("high").build()));
        var input = DescribeAlarmsForMetricInput.builder().namespace("App").metricName("Orders");
        assertThat(AlarmListings.forMetric(world, at(NOW), input.build()).metricAlarms())
                .hasSize(1);
        assertThat(AlarmListings.forMetric(world, at(NOW), input.period(60).build()).metricAlarms())
                .isEmpty();
    }

    @Test
    void tagsOfAnAlarmAreAddedListedAndRemoved() {
        decided(Alarms.put(world, at(NOW), alarm("high").build()));
        String arn = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:high";
        decided(
                AlarmTags.tag(
                        world,
                        at(NOW),
                        TagResourceInput.builder()
                                .resourceARN(arn)
                                .tags(List.of(Tag.builder().key("team").value("a").build()))
                                .build()));
        var list = ListTagsForResourceInput.builder().resourceARN(arn).build();
        assertThat(AlarmTags.list(world, at(NOW), list).tags()).hasSize(1);
        decided(
                AlarmTags.untag(
                        world,
                        at(NOW),
                        UntagResourceInput.builder()
                                .resourceARN(arn)
                                .tagKeys(List.of("team"))
                                .build()));
        assertThat(AlarmTags.list(world, at(NOW), list).tags()).isEmpty();
        assertFault(
                "ResourceNotFoundException",
                () ->
                        AlarmTags.list(
                                world,
                                at(NOW),
                                ListTagsForResourceInput.builder().resourceARN(arn + "x").build()));
    }
}
