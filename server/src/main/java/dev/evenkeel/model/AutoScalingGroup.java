package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// An Auto Scaling group: how many instances of what, where, and who sends them traffic. Its
/// members are instances with a membership.
///
/// `lastChange` tells who last changed the desired capacity, in the words that begin an activity's
/// cause, up to "from 1 to 2."; or empty.
public record AutoScalingGroup(
        Arn arn,
        Scope scope,
        String name,
        Capacity capacity,
        LaunchSource launchSource,
        List<String> zones,
        List<String> subnets,
        Traffic traffic,
        HealthPolicy health,
        Duration defaultCooldown,
        Optional<Duration> defaultWarmup,
        List<String> terminationPolicies,
        boolean newInstancesProtected,
        Set<String> suspendedProcesses,
        Instant createdAt,
        boolean deleting,
        List<PropagatedTag> tags,
        Cooldown cooldown,
        String lastChange,
        GroupRules rules)
        implements Resource {
    public AutoScalingGroup {
        zones = List.copyOf(zones);
        subnets = List.copyOf(subnets);
        terminationPolicies = List.copyOf(terminationPolicies);
        suspendedProcesses = Collections.unmodifiableSet(new TreeSet<>(suspendedProcesses));
        tags = List.copyOf(tags);
    }

    @Override
    public String id() {
        return name;
    }

    /// By its target groups, its Classic Load Balancers, and what it launches.
    @Override
    public List<String> foundBy() {
        var names = new ArrayList<String>();
        traffic.targetGroups().forEach(arn -> names.add(arn.value()));
        traffic.classicLoadBalancers().forEach(lb -> names.add(behindClassic(lb)));
        names.addAll(launchSource.foundBy());
        return names;
    }

    /// Finds the groups behind a Classic Load Balancer.
    public static String behindClassic(String loadBalancer) {
        return "behind " + loadBalancer;
    }

    /// Finds the groups that launch from a launch configuration.
    public static String launching(String configuration) {
        return "launches " + configuration;
    }

    /// The function that says who is ready to go, if the first termination policy is one.
    public Optional<FunctionArn> terminationFunction() {
        return terminationPolicies.stream()
                .limit(1)
                .filter(FunctionArn::isFunctionArn)
                .findFirst()
                .map(FunctionArn::new);
    }

    /// How many instances it may have, must have and wants.
    public record Capacity(int min, int desired, int max) {
        /// What a group can have at most.
        public static final int MOST = 10_000;

        public Capacity {
            if (!(0 <= min && min <= desired && desired <= max)) {
                throw new IllegalArgumentException(
                        "need 0 <= min <= desired <= max, got "
                                + min
                                + ", "
                                + desired
                                + ", "
                                + max);
            }
        }

        /// This capacity with the wish moved to `wanted`, kept inside its own limits.
        public Capacity wanting(int wanted) {
            return new Capacity(min, Math.clamp(wanted, min, max), max);
        }
    }

    /// Who sends its members traffic: target groups by ARN, Classic Load Balancers by name.
    public record Traffic(List<Arn> targetGroups, List<String> classicLoadBalancers) {
        public Traffic {
            targetGroups = List.copyOf(targetGroups);
            classicLoadBalancers = List.copyOf(classicLoadBalancers);
        }
    }

    /// Whether a load balancer's verdict counts, and for how long a new member is spared it.
    public record HealthPolicy(boolean byLoadBalancer, Duration gracePeriod) {}

    /// When the last simple scaling activity ended, and how long it holds back the next.
    public record Cooldown(Instant startedAt, Duration length) {
        public static final Cooldown NONE = new Cooldown(Instant.EPOCH, Duration.ZERO);

        public boolean holds(Instant now) {
            return now.isBefore(startedAt.plus(length));
        }
    }

    /// A tag of the group; with `propagates`, also of every instance it launches.
    public record PropagatedTag(String key, String value, boolean propagates) {}

    /// A copy to change part by part.
    public Edit edit() {
        return new Edit(this);
    }

    /// The changeable parts of a group; `done` makes the new record. Lives no longer than one
    /// decision.
    public static final class Edit {
        private final AutoScalingGroup from;
        private Capacity capacity;
        private LaunchSource launchSource;
        private List<String> zones;
        private List<String> subnets;
        private Traffic traffic;
        private HealthPolicy health;
        private Duration defaultCooldown;
        private Optional<Duration> defaultWarmup;
        private List<String> terminationPolicies;
        private boolean newInstancesProtected;
        private Set<String> suspendedProcesses;
        private boolean deleting;
        private List<PropagatedTag> tags;
        private Cooldown cooldown;
        private String lastChange;
        private GroupRules rules;

        private Edit(AutoScalingGroup group) {
            from = group;
            capacity = group.capacity;
            launchSource = group.launchSource;
            zones = group.zones;
            subnets = group.subnets;
            traffic = group.traffic;
            health = group.health;
            defaultCooldown = group.defaultCooldown;
            defaultWarmup = group.defaultWarmup;
            terminationPolicies = group.terminationPolicies;
            newInstancesProtected = group.newInstancesProtected;
            suspendedProcesses = group.suspendedProcesses;
            deleting = group.deleting;
            tags = group.tags;
            cooldown = group.cooldown;
            lastChange = group.lastChange;
            rules = group.rules;
        }

        public Edit capacity(Capacity next) {
            capacity = next;
            return this;
        }

        public Edit launchSource(LaunchSource next) {
            launchSource = next;
            return this;
        }

        public Edit zones(List<String> nextZones, List<String> nextSubnets) {
            zones = nextZones;
            subnets = nextSubnets;
            return this;
        }

        public Edit traffic(Traffic next) {
            traffic = next;
            return this;
        }

        public Edit health(HealthPolicy next) {
            health = next;
            return this;
        }

        public Edit defaultCooldown(Duration next) {
            defaultCooldown = next;
            return this;
        }

        public Edit defaultWarmup(Optional<Duration> next) {
            defaultWarmup = next;
            return this;
        }

        public Edit terminationPolicies(List<String> next) {
            terminationPolicies = next;
            return this;
        }

        public Edit newInstancesProtected(boolean next) {
            newInstancesProtected = next;
            return this;
        }

        public Edit suspendedProcesses(Set<String> next) {
            suspendedProcesses = next;
            return this;
        }

        public Edit deleting() {
            deleting = true;
            return this;
        }

        public Edit tags(List<PropagatedTag> next) {
            tags = next;
            return this;
        }

        public Edit cooldown(Cooldown next) {
            cooldown = next;
            return this;
        }

        public Edit lastChange(String next) {
            lastChange = next;
            return this;
        }

        public Edit rules(GroupRules next) {
            rules = next;
            return this;
        }

        public AutoScalingGroup done() {
            return new AutoScalingGroup(
                    from.arn,
                    from.scope,
                    from.name,
                    capacity,
                    launchSource,
                    zones,
                    subnets,
                    traffic,
                    health,
                    defaultCooldown,
                    defaultWarmup,
                    terminationPolicies,
                    newInstancesProtected,
                    suspendedProcesses,
                    from.createdAt,
                    deleting,
                    tags,
                    cooldown,
                    lastChange,
                    rules);
        }
    }
}
