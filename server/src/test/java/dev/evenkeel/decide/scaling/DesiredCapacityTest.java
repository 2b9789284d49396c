package dev.evenkeel.decide.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.ScalingPolicy.Adjustment;
import dev.evenkeel.model.ScalingPolicy.Step;
import dev.evenkeel.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DesiredCapacityTest {
    static List<Scenario> adjustments() {
        return Scenario.read(DesiredCapacityTest.class, "adjustments.txt");
    }

    @ParameterizedTest
    @MethodSource("adjustments")
    void anAdjustmentMovesTheCapacity(Scenario scenario) {
        String[] given = scenario.input().getFirst().split(" ");
        Adjustment adjustment =
                switch (given[0]) {
                    case "change" -> Adjustment.CHANGE_IN_CAPACITY;
                    case "exact" -> Adjustment.EXACT_CAPACITY;
                    default -> Adjustment.PERCENT_CHANGE_IN_CAPACITY;
                };
        Optional<Integer> minimum =
                given.length > 2 ? Optional.of(Integer.valueOf(given[3])) : Optional.empty();
        int current = Integer.parseInt(scenario.input().get(1));
        assertThat(
                        DesiredCapacity.adjusted(
                                current, adjustment, Integer.parseInt(given[1]), minimum))
                .isEqualTo(Integer.parseInt(scenario.expected().getFirst()));
    }

    static List<Scenario> steps() {
        return Scenario.read(DesiredCapacityTest.class, "steps.txt");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aBreachFallsIntoOneStep(Scenario scenario) {
        List<Step.Interval> steps =
                Arrays.stream(scenario.input().getFirst().split(" "))
                        .map(DesiredCapacityTest::interval)
                        .toList();
        String amounts =
                Arrays.stream(scenario.input().get(1).split(" "))
                        .map(Double::parseDouble)
                        .map(breach -> DesiredCapacity.amount(steps, breach))
                        .map(DesiredCapacityTest::word)
                        .collect(Collectors.joining(" "));
        assertThat(amounts).isEqualTo(scenario.expected().getFirst());
    }

    private static String word(OptionalInt amount) {
        return amount.isPresent() ? Integer.toString(amount.getAsInt()) : "none";
    }

    /// `lower..upper:amount`
    private static Step.Interval interval(String text) {
        int dots = text.indexOf("..");
        int colon = text.indexOf(':');
        return new Step.Interval(
                bound(text.substring(0, dots)),
                bound(text.substring(dots + 2, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    private static Optional<Double> bound(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 50, 50, 3",
        "3, 51, 50, 4",
        "3, 100, 50, 6",
        "4, 30, 50, 3",
        "10, 70, 50, 14",
        "3, 33, 50, 2",
        "1, 5, 50, 1",
        "0, 90, 50, 0",
        "3, 100.0000000001, 50, 6"
    })
    void trackingKeepsTheMetricAtItsTarget(int current, double metric, double target, int wanted) {
        assertThat(DesiredCapacity.tracking(current, metric, target)).isEqualTo(wanted);
    }
}
