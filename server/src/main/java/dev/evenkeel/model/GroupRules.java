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
public record GroupRules(
        Optional<Duration> maxLifetime,
        Optional<Maintenance> maintenance,
        DeletionProtection deletionProtection,
        boolean balancedOnly,
        boolean retainsAbandoned,
        Set<String> metrics) {
    public static final GroupRules NONE =
            new GroupRules(
                    Optional.empty(),
                    Optional.empty(),
                    DeletionProtection.NONE,
                    false,
                    false,
                    Set.of());

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
                next, maintenance, deletionProtection, balancedOnly, retainsAbandoned, metrics);
    }

    public GroupRules withMaintenance(Optional<Maintenance> next) {
        return new GroupRules(
                maxLifetime, next, deletionProtection, balancedOnly, retainsAbandoned, metrics);
    }

    public GroupRules withDeletionProtection(DeletionProtection next) {
        return new GroupRules(
                maxLifetime, maintenance, next, balancedOnly, retainsAbandoned, metrics);
    }

    public GroupRules withBalancedOnly(boolean next) {
        return new GroupRules(
                maxLifetime, maintenance, deletionProtection, next, retainsAbandoned, metrics);
    }

    public GroupRules withRetainsAbandoned(boolean next) {
        return new GroupRules(
                maxLifetime, maintenance, deletionProtection, balancedOnly, next, metrics);
    }

    public GroupRules withMetrics(Set<String> next) {
        return new GroupRules(
                maxLifetime, maintenance, deletionProtection, balancedOnly, retainsAbandoned, next);
    }
}
