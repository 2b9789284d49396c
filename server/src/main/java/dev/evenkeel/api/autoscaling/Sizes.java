package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import org.jspecify.annotations.Nullable;

/// AWS's rules for minimum, maximum and desired capacity.
final class Sizes {
    private Sizes() {}

    static Capacity created(
            @Nullable Integer min, @Nullable Integer max, @Nullable Integer desired) {
        if (min == null || max == null) {
            throw ApiFault.validation("MinSize and MaxSize are required.");
        }
        return checked(min, desired == null ? min : desired, max);
    }

    /// Without a desired capacity, the present one moves only as far as the new bounds push it.
    static Capacity updated(
            Capacity now, @Nullable Integer min, @Nullable Integer max, @Nullable Integer desired) {
        int nextMin = min == null ? now.min() : min;
        int nextMax = max == null ? now.max() : max;
        if (desired != null) {
            return checked(nextMin, desired, nextMax);
        }
        requireBounds(nextMin, nextMax);
        return new Capacity(nextMin, Math.clamp(now.desired(), nextMin, nextMax), nextMax);
    }

    static Capacity wanting(Capacity now, @Nullable Integer desired) {
        if (desired == null) {
            throw ApiFault.validation("DesiredCapacity is required.");
        }
        if (desired > now.max()) {
            throw ApiFault.validation(
                    "New SetDesiredCapacity value "
                            + desired
                            + " is above max value "
                            + now.max()
                            + " for the AutoScalingGroup.");
        }
        if (desired < now.min()) {
            throw ApiFault.validation(
                    "New SetDesiredCapacity value "
                            + desired
                            + " is below min value "
                            + now.min()
                            + " for the AutoScalingGroup.");
        }
        return now.wanting(desired);
    }

    private static Capacity checked(int min, int desired, int max) {
        requireBounds(min, max);
        if (desired < min || desired > max) {
            throw ApiFault.validation(
                    "Desired capacity:"
                            + desired
                            + " must be between the specified min size:"
                            + min
                            + " and max size:"
                            + max);
        }
        return new Capacity(min, desired, max);
    }

    private static void requireBounds(int min, int max) {
        if (min < 0 || max < 0) {
            throw ApiFault.validation("MinSize and MaxSize must not be negative.");
        }
        if (min > max) {
            throw ApiFault.validation(
                    "Max bound, " + max + ", must be greater than or equal to min bound, " + min);
        }
        if (max > Capacity.MOST) {
            throw ApiFault.validation("MaxSize must not be greater than " + Capacity.MOST + ".");
        }
    }
}
