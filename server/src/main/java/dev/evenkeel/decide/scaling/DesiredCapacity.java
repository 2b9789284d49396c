package dev.evenkeel.decide.scaling;

import dev.evenkeel.model.ScalingPolicy.Adjustment;
import dev.evenkeel.model.ScalingPolicy.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The arithmetic of scaling policies. A group's limits are applied by the caller.
final class DesiredCapacity {
    /// What binary fractions may add to a quotient that ought to be whole.
    private static final double NOISE = 1e-9;

    private DesiredCapacity() {}

    /// `current` after one adjustment. A percentage is rounded towards zero, but never to nothing.
    static int adjusted(
            int current, Adjustment adjustment, int amount, Optional<Integer> minMagnitude) {
        return switch (adjustment) {
            case EXACT_CAPACITY -> amount;
            case CHANGE_IN_CAPACITY -> current + amount;
            case PERCENT_CHANGE_IN_CAPACITY ->
                    current + percent(current, amount, minMagnitude.orElse(0));
        };
    }

    private static int percent(int current, int amount, int minMagnitude) {
        double exact = current * (amount / 100.0);
        int sign = Integer.signum(amount);
        int rounded = Math.abs(exact) < 1 && exact != 0 ? sign : (int) exact;
        return Math.abs(rounded) < minMagnitude ? sign * minMagnitude : rounded;
    }

    /// The amount of the step a breach falls into: `breach` is how far the metric is from the
    /// threshold. Steps above it hold their lower bound, those below it their upper.
    static OptionalInt amount(List<Step.Interval> steps, double breach) {
        return steps.stream()
                .filter(step -> holds(step, breach))
                .mapToInt(Step.Interval::amount)
                .findFirst();
    }

    private static boolean holds(Step.Interval step, double breach) {
        double lower = step.lower().orElse(Double.NEGATIVE_INFINITY);
        double upper = step.upper().orElse(Double.POSITIVE_INFINITY);
        boolean isAbove = lower >= 0;
        return isAbove ? lower <= breach && breach < upper : lower < breach && breach <= upper;
    }

    /// How many instances bring an average of `metric` over `current` ones to `target`.
    static int tracking(int current, double metric, double target) {
        return (int) Math.ceil(current * metric / target - NOISE);
    }
}
