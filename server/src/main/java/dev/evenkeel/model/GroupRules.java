package dev.evenkeel.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a group was told about its members' lives besides how many there are to be; [#NONE] if it
/// was told nothing.
///
/// `balancedOnly`: a zone that takes no launch is waited for. `retainsAbandoned`: a member whose
/// terminating hook was abandoned is kept. `metrics`: the group metrics that are collected.
/// `capacityRebalance`: Spot instances at risk are replaced before they are reclaimed.
public record GroupRules(
        Optional<Duration> maxLifetime,
        Optional<Maintenance> maintenance,
        DeletionProtection deletionProtection,
        boolean balancedOnly,
        boolean retainsAbandoned,
        Set<String> metrics,
        Impairment impairment,
        boolean capacityRebalance) {
    public static final GroupRules NONE =
            new GroupRules(
                    Optional.empty(),
                    Optional.empty(),
                    DeletionProtection.NONE,
                    false,
                    false,
                    Set.of(),
                    Impairment.NONE,
                    false);

    /// Whether zonal shifts may be started for the group, and whether the unhealthy in a zone that
    /// is shifted away from are left alone meanwhile.
    public record Impairment(boolean shiftable, boolean sparesUnhealthy) {
        public static final Impairment NONE = new Impairment(false, false);
    }

    public GroupRules {
        metrics = Collections.unmodifiableSet(new TreeSet<>(metrics));
    }

    /// Between which shares of its desired capacity a group stays while members are replaced.
    public record Maintenance(int minHealthyPercent, int maxHealthyPercent) {
        /// How many must serve, healthy, of `desired`.
        public int least(int desired) {
            return Math.ceilDiv(desired * minHealthyPercent, 100);
        }

        /// How many there may be, of `desired`; at least one more if more are allowed at all.
        public int most(int desired) {
            int most = desired * maxHealthyPercent / 100;
            return maxHealthyPercent > 100 ? Math.max(desired + 1, most) : desired;
        }
    }

    /// Which deletions of the group are refused.
    public enum DeletionProtection {
        NONE("none"),
        FORCED("prevent-force-deletion"),
        ALL("prevent-all-deletion");

        private final String word;

        DeletionProtection(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public GroupRules withMaxLifetime(Optional<Duration> next) {
        return new GroupRules(
                next,
                maintenance,
                deletionProtection,
                balancedOnly,
                retainsAbandoned,
                metrics,
                impairment,
                capacityRebalance);
    }

    public GroupRules withMaintenance(Optional<Maintenance> next) {
        return new GroupRules(
                maxLifetime,
                next,
                deletionProtection,
                balancedOnly,
                retainsAbandoned,
                metrics,
                impairment,
                capacityRebalance);
    }

    public GroupRules withDeletionProtection(DeletionProtection next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                next,
                balancedOnly,
                retainsAbandoned,
                metrics,
                impairment,
                capacityRebalance);
    }

    public GroupRules withBalancedOnly(boolean next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                deletionProtection,
                next,
                retainsAbandoned,
                metrics,
                impairment,
                capacityRebalance);
    }

    public GroupRules withRetainsAbandoned(boolean next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                deletionProtection,
                balancedOnly,
                next,
                metrics,
                impairment,
                capacityRebalance);
    }

    public GroupRules withMetrics(Set<String> next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                deletionProtection,
                balancedOnly,
                retainsAbandoned,
                next,
                impairment,
                capacityRebalance);
    }

    public GroupRules withImpairment(Impairment next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                deletionProtection,
                balancedOnly,
                retainsAbandoned,
                metrics,
                next,
                capacityRebalance);
    }

    public GroupRules withCapacityRebalance(boolean next) {
        return new GroupRules(
                maxLifetime,
                maintenance,
                deletionProtection,
                balancedOnly,
                retainsAbandoned,
                metrics,
                impairment,
                next);
    }
}
