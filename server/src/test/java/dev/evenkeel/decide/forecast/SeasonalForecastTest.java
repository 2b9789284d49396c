package dev.evenkeel.decide.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonalForecastTest {
    private static final int TWO_WEEKS = 336;
    private static final int AHEAD = 48;

    /// The error that is left, by the load: what noise there is, and hardly more.
    private static final Map<LoadCurve, Double> MOST =
            Map.ofEntries(
                    Map.entry(LoadCurve.FLAT, 0.001),
                    Map.entry(LoadCurve.DAY, 0.10),
                    Map.entry(LoadCurve.NOISE, 0.30),
                    Map.entry(LoadCurve.OFFICE, 0.06),
                    Map.entry(LoadCurve.OFFICE_FAR_EAST, 0.11),
                    Map.entry(LoadCurve.SHOP, 0.09),
                    Map.entry(LoadCurve.GROWTH, 0.09),
                    Map.entry(LoadCurve.OFFICE_GROWTH, 0.10),
                    Map.entry(LoadCurve.DECLINE, 0.09),
                    Map.entry(LoadCurve.WEEKLY_JOB, 0.09),
                    Map.entry(LoadCurve.NIGHT_BATCH, 0.12),
                    Map.entry(LoadCurve.GAPS, 0.09),
                    Map.entry(LoadCurve.SPIKES, 0.17));

    private record Errors(double forecast, double yesterday) {}

    /// Absolute errors of the next two days by what came, made at many hours of many histories.
    private static Errors errors(LoadCurve curve, int history) {
        double forecast = 0;
        double yesterday = 0;
        double load = 0;
        for (int seed = 0; seed < 10; seed++) {
            for (int later = 0; later < SeasonalForecast.WEEK; later += 29) {
                int now = TWO_WEEKS + later;
                double[] all = curve.hours(now + AHEAD, new SplittableRandom(31L * seed + later));
                double[] known = Arrays.copyOfRange(all, now - history, now);
                double[] found = SeasonalForecast.of(known, AHEAD);
                for (int i = 0; i < AHEAD; i++) {
                    double actual = all[now + i];
                    double naive = all[now + i % 24 - 24];
                    if (!Double.isNaN(actual)) {
                        load += actual;
                        forecast += Math.abs(found[i] - actual);
                        yesterday += Math.abs((Double.isNaN(naive) ? 0 : naive) - actual);
                    }
                }
            }
        }
        return new Errors(forecast / load, yesterday / load);
    }

    @ParameterizedTest
    @EnumSource
    void errsHardlyMoreThanTheNoiseThereIs(LoadCurve curve) {
        Errors found = errors(curve, TWO_WEEKS);
        assertThat(found.forecast()).isLessThan(MOST.get(curve));
    }

    @ParameterizedTest
    @EnumSource
    void isNearerThanTheSameHourOfYesterday(LoadCurve curve) {
        Errors found = errors(curve, TWO_WEEKS);
        assertThat(found.forecast()).isLessThanOrEqualTo(0.95 * found.yesterday());
    }

    /// Three days may well be a weekend, or none.
    @ParameterizedTest
    @EnumSource
    void isNotFarFromYesterdayWhereNoWeekIsKnown(LoadCurve curve) {
        Errors found = errors(curve, 72);
        assertThat(found.forecast()).isLessThanOrEqualTo(1.2 * found.yesterday());
    }

    @ParameterizedTest
    @EnumSource
    void gainsFromASecondWeekButNeedsNone(LoadCurve curve) {
        Errors found = errors(curve, 264);
        assertThat(found.forecast()).isLessThanOrEqualTo(1.1 * found.yesterday());
    }

    @Test
    void knowsAWeekendFromAWorkday() {
        Errors found = errors(LoadCurve.OFFICE, TWO_WEEKS);
        assertThat(found.forecast()).isLessThan(found.yesterday() / 5);
    }

    @Test
    void repeatsADayOfWhichItKnowsOnlyOne() {
        double[] day = day(1);
        assertThat(SeasonalForecast.of(day, AHEAD)).containsExactly(twice(day), within(1e-9));
    }

    @Test
    void doesNotRepeatASpikeThatCameOnce() {
        double[] hours = days(14);
        hours[TWO_WEEKS - 24 + 5] = 100_000;
        assertThat(SeasonalForecast.of(hours, AHEAD)).containsExactly(twice(day(1)), within(1.0));
    }

    @Test
    void repeatsAJobThatCameInBothWeeks() {
        double[] hours = days(14);
        hours[5] += 1_000;
        hours[5 + SeasonalForecast.WEEK] += 1_000;
        assertThat(SeasonalForecast.of(hours, AHEAD)[5]).isGreaterThan(900);
    }

    @Test
    void putsHoursThatNobodyMeasuredBetweenTheirNeighbours() {
        double[] hours = days(14);
        for (int i = 3; i < hours.length; i += 24) {
            hours[i] = Double.NaN;
        }
        assertThat(SeasonalForecast.of(hours, AHEAD)[3])
                .isCloseTo((day(1)[2] + day(1)[4]) / 2, within(1e-6));
    }

    @Test
    void followsALevelThatChangedSomeDaysAgo() {
        double[] hours = days(14);
        for (int i = TWO_WEEKS - 72; i < hours.length; i++) {
            hours[i] *= 2;
        }
        double[] found = SeasonalForecast.of(hours, 24);
        assertThat(Arrays.stream(found).sum()).isGreaterThan(1.4 * Arrays.stream(day(1)).sum());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 25, 100, 167, 168, 169, 335, 336})
    void neverPromisesLessThanNothingWhateverIsKnown(int length) {
        var random = new SplittableRandom(length);
        for (int i = 0; i < 50; i++) {
            var hours = new double[length];
            Arrays.setAll(
                    hours, _ -> random.nextInt(3) == 0 ? Double.NaN : random.nextInt(4) * 1e6);
            double[] found = SeasonalForecast.of(hours, AHEAD);
            assertThat(found).hasSize(AHEAD);
            assertThat(Arrays.stream(found)).allMatch(each -> each >= 0 && each < 1e9);
        }
    }

    @Test
    void expectsNothingWhereNothingWas() {
        assertThat(SeasonalForecast.of(new double[TWO_WEEKS], AHEAD)).containsOnly(0);
    }

    private static double[] day(int factor) {
        var hours = new double[24];
        Arrays.setAll(hours, hour -> factor * (10.0 + hour));
        return hours;
    }

    private static double[] days(int count) {
        var hours = new double[24 * count];
        Arrays.setAll(hours, hour -> 10.0 + hour % 24);
        return hours;
    }

    private static double[] twice(double[] day) {
        var both = new double[2 * day.length];
        Arrays.setAll(both, i -> day[i % day.length]);
        return both;
    }
}
