package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.GroupRules.DeletionProtection;
import dev.evenkeel.model.GroupRules.Impairment;
import dev.evenkeel.model.GroupRules.Maintenance;
import dev.evenkeel.wire.autoscaling.AvailabilityZoneDistribution;
import dev.evenkeel.wire.autoscaling.AvailabilityZoneImpairmentPolicy;
import dev.evenkeel.wire.autoscaling.InstanceLifecyclePolicy;
import dev.evenkeel.wire.autoscaling.InstanceMaintenancePolicy;
import dev.evenkeel.wire.autoscaling.RetentionTriggers;
import dev.evenkeel.wire.autoscaling.UpdateAutoScalingGroupType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules of members' lives, read from requests and shown again.
final class LifeRules {
    private static final int DAY = 86_400;
    private static final int YEAR = 365 * DAY;
    private static final int CLEAR = -1;
    private static final String BEST_EFFORT = "balanced-best-effort";
    private static final String BALANCED_ONLY = "balanced-only";
    private static final String IGNORE = "IgnoreUnhealthy";
    private static final String REPLACE = "ReplaceUnhealthy";
    private static final String RETAIN = "retain";

    private LifeRules() {}

    /// The rules after a request; what it does not name stays.
    static GroupRules of(GroupRules now, UpdateAutoScalingGroupType input) {
        return now.withMaxLifetime(lifetime(now, input.maxInstanceLifetime()))
                .withMaintenance(maintenance(now, input.instanceMaintenancePolicy()))
                .withDeletionProtection(protection(now, input.deletionProtection()))
                .withBalancedOnly(balancedOnly(now, input.availabilityZoneDistribution()))
                .withRetainsAbandoned(retains(now, input.instanceLifecyclePolicy()))
                .withImpairment(impairment(now, input.availabilityZoneImpairmentPolicy()))
                .withCapacityRebalance(
                        input.capacityRebalance() == null
                                ? now.capacityRebalance()
                                : input.capacityRebalance());
    }

    private static Impairment impairment(
            GroupRules now, @Nullable AvailabilityZoneImpairmentPolicy asked) {
        if (asked == null) {
            return now.impairment();
        }
        Boolean enabled = asked.zonalShiftEnabled();
        String behavior = asked.impairedZoneHealthCheckBehavior();
        boolean shiftable = enabled == null ? now.impairment().shiftable() : enabled;
        if (shiftable && behavior == null && !now.impairment().shiftable()) {
            throw ApiFault.validation(
                    "ImpairedZoneHealthCheckBehavior is required when ZonalShiftEnabled is true.");
        }
        if (behavior == null) {
            return new Impairment(shiftable, now.impairment().sparesUnhealthy());
        }
        return switch (behavior) {
            case IGNORE -> new Impairment(shiftable, true);
            case REPLACE -> new Impairment(shiftable, false);
            default ->
                    throw ApiFault.validation(
                            "The ImpairedZoneHealthCheckBehavior '"
                                    + behavior
                                    + "' is not supported.");
        };
    }

    static @Nullable AvailabilityZoneImpairmentPolicy impairment(GroupRules rules) {
        Impairment impairment = rules.impairment();
        return impairment.equals(Impairment.NONE)
                ? null
                : new AvailabilityZoneImpairmentPolicy(
                        impairment.shiftable(), impairment.sparesUnhealthy() ? IGNORE : REPLACE);
    }

    private static Optional<Duration> lifetime(GroupRules now, @Nullable Integer seconds) {
        if (seconds == null) {
            return now.maxLifetime();
        }
        if (seconds == 0) {
            return Optional.empty();
        }
        if (seconds < DAY || seconds > YEAR) {
            throw ApiFault.validation(
                    "MaxInstanceLifetime must be 0 or between "
                            + DAY
                            + " and "
                            + YEAR
                            + " seconds.");
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static Optional<Maintenance> maintenance(
            GroupRules now, @Nullable InstanceMaintenancePolicy asked) {
        if (asked == null) {
            return now.maintenance();
        }
        Integer min = asked.minHealthyPercentage();
        Integer max = asked.maxHealthyPercentage();
        if (min == null || max == null) {
            throw ApiFault.validation(
                    "MinHealthyPercentage and MaxHealthyPercentage must be specified together.");
        }
        if (min == CLEAR && max == CLEAR) {
            return Optional.empty();
        }
        return Optional.of(checked(min, max));
    }

    static Maintenance checked(int min, int max) {
        if (min < 0 || min > 100 || max < 100 || max > 200) {
            throw ApiFault.validation(
                    "MinHealthyPercentage must be between 0 and 100, and MaxHealthyPercentage"
                            + " between 100 and 200.");
        }
        if (max - min > 100) {
            throw ApiFault.validation(
                    "The difference between MinHealthyPercentage and MaxHealthyPercentage must not"
                            + " be greater than 100.");
        }
        return new Maintenance(min, max);
    }

    private static DeletionProtection protection(GroupRules now, @Nullable String word) {
        if (word == null) {
            return now.deletionProtection();
        }
        return Arrays.stream(DeletionProtection.values())
                .filter(protection -> protection.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ApiFault.validation("DeletionProtection '" + word + "' is not valid."));
    }

    private static boolean balancedOnly(
            GroupRules now, @Nullable AvailabilityZoneDistribution asked) {
        String word = asked == null ? null : asked.capacityDistributionStrategy();
        if (word == null) {
            return now.balancedOnly();
        }
        return switch (word) {
            case BEST_EFFORT -> false;
            case BALANCED_ONLY -> true;
            default ->
                    throw ApiFault.validation(
                            "The CapacityDistributionStrategy '" + word + "' is not supported.");
        };
    }

    private static boolean retains(GroupRules now, @Nullable InstanceLifecyclePolicy asked) {
        RetentionTriggers triggers = asked == null ? null : asked.retentionTriggers();
        String word = triggers == null ? null : triggers.terminateHookAbandon();
        if (word == null) {
            return now.retainsAbandoned();
        }
        return word.equals(RETAIN);
    }

    static @Nullable InstanceMaintenancePolicy maintenance(GroupRules rules) {
        return rules.maintenance()
                .map(m ->
                        new InstanceMaintenancePolicy(m.minHealthyPercent(), m.maxHealthyPercent()))
                .orElse(null);
    }

    static AvailabilityZoneDistribution distribution(GroupRules rules) {
        return new AvailabilityZoneDistribution(rules.balancedOnly() ? BALANCED_ONLY : BEST_EFFORT);
    }

    static @Nullable InstanceLifecyclePolicy lifecycle(GroupRules rules) {
        return rules.retainsAbandoned()
                ? new InstanceLifecyclePolicy(new RetentionTriggers(RETAIN))
                : null;
    }
}
