package dev.evenkeel.decide.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyDetector.Configuration;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.MetricReader.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// What is learned to be usual, of metrics that are functions of time.
class AnomalyTrainingTest {
    /// A Monday.
    private static final Instant NOW = Instant.parse("2026-01-19T00:00:00Z");

    private static final Duration PERIOD = Duration.ofMinutes(5);

    private static int hour(Instant at) {
        return at.atZone(ZoneOffset.UTC).getHour();
    }

    private static boolean isWeekend(Instant at) {
        return at.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
    }

    /// Values of so many days; NaN is a gap.
    private static List<Value> days(int days, ToDoubleFunction<Instant> metric) {
        var values = new ArrayList<Value>();
        for (Instant at = NOW.minus(Duration.ofDays(days));
                at.isBefore(NOW);
                at = at.plus(PERIOD)) {
            double value = metric.applyAsDouble(at);
            if (!Double.isNaN(value)) {
                values.add(new Value(at, value));
            }
        }
        return values;
    }

    private static AnomalyModel trained(List<Value> values) {
        return trained(values, Configuration.USUAL).orElseThrow();
    }

    private static Optional<AnomalyModel> trained(List<Value> values, Configuration settings) {
        return AnomalyTraining.train(values, PERIOD, settings, NOW);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-" + time + ":00Z");
    }

    /// A day with its peak at noon, from 20 to 100.
    private static double daily(Instant at) {
        double day = at.getEpochSecond() % 86_400 / 86_400.0;
        return 60 - 40 * Math.cos(2 * Math.PI * day);
    }

    @Test
    void aDailyPatternIsExpectedAtItsHours() {
        var random = new Random(1);
        AnomalyModel model = trained(days(14, at -> daily(at) + 2 * random.nextGaussian()));
        for (String time : List.of("20T00:00", "20T06:20", "21T12:00", "22T17:45")) {
            assertThat(model.expectedAt(at(time))).as(time).isCloseTo(daily(at(time)), within(3d));
            assertThat(model.spreadAt(at(time))).as(time).isBetween(1d, 4d);
        }
    }

    @Test
    void weekendsAreKnownAfterTwoWeeks() {
        ToDoubleFunction<Instant> metric = at -> isWeekend(at) ? 10 : 100;
        AnomalyModel model = trained(days(14, metric));
        assertThat(model.expectedAt(at("21T12:00"))).isCloseTo(100, within(2d));
        assertThat(model.expectedAt(at("24T12:00"))).isCloseTo(10, within(2d));
    }

    @Test
    void spikesMoveNothing() {
        ToDoubleFunction<Instant> calm = at -> 50 + at.getEpochSecond() / 300 % 5;
        ToDoubleFunction<Instant> spiky =
                at -> at.getEpochSecond() % 36_000 == 0 ? 5_000 : calm.applyAsDouble(at);
        AnomalyModel usual = trained(days(14, calm));
        AnomalyModel model = trained(days(14, spiky));
        assertThat(model.expectedAt(at("20T12:00")))
                .isCloseTo(usual.expectedAt(at("20T12:00")), within(2d));
        assertThat(model.spreadAt(at("20T12:00"))).isLessThan(5);
    }

    @Test
    void whereSpikesAreUsualTheBandHoldsThem() {
        ToDoubleFunction<Instant> spiky = at -> at.getEpochSecond() % 3_600 == 0 ? 200 : 50;
        var spikes = new Configuration(List.of(), Optional.empty(), Optional.of(true));
        assertThat(trained(days(14, spiky)).spreadAt(at("20T12:30"))).isLessThan(30);
        assertThat(trained(days(14, spiky), spikes).orElseThrow().spreadAt(at("20T12:30")))
                .isGreaterThan(30);
    }

    @Test
    void gapsAreBridged() {
        AnomalyModel model =
                trained(days(14, at -> hour(at) >= 3 && hour(at) < 6 ? Double.NaN : daily(at)));
        assertThat(model.expectedAt(at("20T04:30"))).isBetween(20d, 60d);
        assertThat(model.expectedAt(at("20T12:00"))).isCloseTo(100, within(3d));
        assertThat(model.spreadAt(at("20T04:30"))).isPositive();
    }

    @Test
    void excludedTimesTeachNothing() {
        Instant outage = NOW.minus(Duration.ofDays(2));
        ToDoubleFunction<Instant> metric = at -> at.isBefore(outage) ? 50 : 0;
        var without =
                new Configuration(
                        List.of(new AnomalyDetector.Excluded(outage, NOW)),
                        Optional.empty(),
                        Optional.empty());
        assertThat(trained(days(3, metric)).expectedAt(at("20T12:00"))).isLessThan(40);
        assertThat(trained(days(3, metric), without).orElseThrow().expectedAt(at("20T12:00")))
                .isCloseTo(50, within(1d));
    }

    @Test
    void lessThanADayIsTooLittle() {
        List<Value> day = days(1, AnomalyTrainingTest::daily);
        assertThat(trained(day, Configuration.USUAL)).isPresent();
        assertThat(trained(day.subList(12, day.size()), Configuration.USUAL)).isEmpty();
        assertThat(trained(List.of(), Configuration.USUAL)).isEmpty();
    }

    @Test
    void aStillMetricHasABandAllTheSame() {
        AnomalyModel model = trained(days(3, _ -> 200));
        assertThat(model.expectedAt(at("20T12:00"))).isCloseTo(200, within(0.001));
        assertThat(model.spreadAt(at("20T12:00"))).isCloseTo(2, within(0.001));
    }

    @Test
    void aMetricMayBeNegative() {
        AnomalyModel model = trained(days(7, at -> daily(at) - 100));
        assertThat(model.expectedAt(at("20T12:00"))).isCloseTo(0, within(3d));
        assertThat(model.expectedAt(at("20T00:00"))).isCloseTo(-80, within(3d));
    }

    @Test
    void daysAreThoseOfTheMetricsZone() {
        var tokyo = new Configuration(List.of(), Optional.of("Asia/Tokyo"), Optional.empty());
        AnomalyModel model = trained(days(14, AnomalyTrainingTest::daily), tokyo).orElseThrow();
        assertThat(model.zone()).isEqualTo("Asia/Tokyo");
        assertThat(model.expectedAt(at("20T12:00"))).isCloseTo(100, within(3d));
        assertThat(model.expected().get(24 + 21)).as("21 o'clock in Tokyo").isGreaterThan(95);
    }

    @Test
    void betweenTheMiddlesOfTwoHoursTheExpectedValueLiesBetweenBoth() {
        var hours = new ArrayList<Double>();
        for (int i = 0; i < AnomalyModel.HOURS; i++) {
            hours.add((double) i);
        }
        var model = new AnomalyModel(Duration.ofHours(1), "UTC", hours, hours);
        assertThat(model.expectedAt(at("19T05:00"))).as("Monday at five").isEqualTo(5);
        assertThat(model.expectedAt(at("20T05:30"))).isEqualTo(29.5);
        assertThat(model.spreadAt(at("25T23:00"))).isEqualTo(167);
        assertThat(model.expectedAt(at("25T23:30"))).as("from Sunday to Monday").isEqualTo(83.5);
    }
}
