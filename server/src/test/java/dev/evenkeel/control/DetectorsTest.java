package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Expression;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.Tags;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When anomaly detectors learn, and what alarms make of it.
class DetectorsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Plant plant = new Plant(1, Fleet.SITE);
    private final List<Runnable> background = new ArrayList<>();
    private final Detectors detectors =
            new Detectors(
                    plant.controller(),
                    plant.metrics(),
                    plant.time(),
                    plant.time(),
                    background::add);

    private static MetricQuery load() {
        var stat =
                new Stat(MetricId.of("App", "Load", Map.of()), "Average", MINUTE, Optional.empty());
        return new MetricQuery("m1", stat, Optional.empty(), Optional.empty(), true);
    }

    private static MetricQuery expression(String id, String text) {
        return new MetricQuery(id, new Expression(text), Optional.empty(), Optional.empty(), true);
    }

    private AnomalyDetector detector(List<MetricQuery> queries) {
        return AnomalyDetector.of(
                Fleet.SCOPE, queries, AnomalyDetector.Configuration.USUAL, plant.time().now());
    }

    private Alarm alarm() {
        var watch =
                new Alarm.Watch.Banded(
                        List.of(load(), expression("ad1", "ANOMALY_DETECTION_BAND(m1, 3)")),
                        "ad1",
                        AnomalyDetector.idOf(List.of(load())),
                        MINUTE);
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:odd"),
                Fleet.SCOPE,
                "odd",
                "",
                watch,
                new Alarm.Rule(Alarm.Comparison.OUTSIDE_BAND, 0, 1, 1, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                plant.time().now(),
                new Alarm.Status(
                        Alarm.State.INSUFFICIENT_DATA,
                        "new",
                        "",
                        plant.time().now(),
                        plant.time().now()),
                Tags.NONE);
    }

    private AnomalyDetector found() {
        return plant.world().in(Fleet.SCOPE).all(AnomalyDetector.class).stream()
                .findFirst()
                .orElseThrow();
    }

    private Alarm.State state() {
        return plant.world().in(Fleet.SCOPE).find(Alarm.class, "odd").orElseThrow().state();
    }

    private void pass(Duration time) {
        plant.time().runFor(time);
        background.forEach(Runnable::run);
        background.clear();
        plant.time().runFor(Duration.ofSeconds(1));
    }

    private void start() {
        plant.time().runFor(Duration.ofMillis(1));
        detectors.start();
    }

    @Test
    void aNewDetectorLearnsInTheBackground() {
        plant.metrics().show(_ -> 50);
        plant.put(detector(List.of(load())));
        start();
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(background).as("one at a time").hasSize(1);
        assertThat(detectors.underWay())
                .singleElement()
                .asString()
                .startsWith("the training of an anomaly detector");
        assertThat(found().trainedAt()).isEmpty();
        pass(Duration.ZERO);
        assertThat(detectors.underWay()).isEmpty();
        assertThat(found().trainedAt()).isPresent();
        assertThat(found().models())
                .extracting(AnomalyModel::period)
                .containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void itLearnsAgainAfterSixHours() {
        plant.metrics().show(_ -> 50);
        plant.put(detector(List.of(load())));
        start();
        pass(Duration.ZERO);
        var first = found().trainedAt();
        pass(Duration.ofMinutes(359));
        assertThat(found().trainedAt()).isEqualTo(first);
        pass(Duration.ofMinutes(2));
        assertThat(found().trainedAt()).isNotEqualTo(first);
    }

    @Test
    void tooLittleIsLookedAtAgainAfterTenMinutes() {
        plant.metrics().show(_ -> Double.NaN);
        plant.put(detector(List.of(load())));
        start();
        pass(Duration.ZERO);
        assertThat(found().trainedAt()).isPresent();
        assertThat(found().models()).isEmpty();
        plant.metrics().show(_ -> 50);
        pass(Duration.ofMinutes(9));
        assertThat(found().models()).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(found().models()).hasSize(1);
    }

    @Test
    void aDetectorThatWasConfiguredMeanwhileLearnsAnew() {
        plant.metrics().show(_ -> 50);
        plant.put(detector(List.of(load())));
        start();
        plant.time().runFor(Duration.ofSeconds(1));
        plant.put(detector(List.of(load())));
        background.removeFirst().run();
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(found().trainedAt()).isEmpty();
        pass(Duration.ofSeconds(6));
        assertThat(found().trainedAt()).isPresent();
    }

    @Test
    void metricMathIsLearnedByItsOwnPeriod() {
        plant.metrics().show(_ -> 50);
        MetricQuery hidden =
                new MetricQuery("m1", load().source(), Optional.empty(), Optional.empty(), false);
        plant.put(detector(List.of(expression("e1", "m1 * 2"), hidden)));
        start();
        pass(Duration.ZERO);
        AnomalyModel model = found().model(MINUTE).orElseThrow();
        assertThat(model.expectedAt(plant.time().now())).isBetween(99.0, 101.0);
    }

    @Test
    void anAlarmOnABandSoundsWhenWhatComesIsNotUsual() {
        plant.metrics().show(_ -> 50);
        plant.put(detector(List.of(load())));
        plant.put(alarm());
        start();
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(state()).as("nothing is learned yet").isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        pass(Duration.ZERO);
        assertThat(found().models()).extracting(AnomalyModel::period).containsExactly(MINUTE);
        pass(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(Alarm.State.OK);
        plant.metrics().show(_ -> 80);
        pass(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(Alarm.State.ALARM);
        plant.metrics().show(_ -> 50);
        pass(Duration.ofMinutes(2));
        assertThat(state()).isEqualTo(Alarm.State.OK);
    }
}
