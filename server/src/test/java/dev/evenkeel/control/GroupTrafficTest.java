package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A group and its load balancers: who joins them, who leaves them, and whose verdict counts.
class GroupTrafficTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final TargetHealth SICK =
            new TargetHealth(TargetHealth.State.UNHEALTHY, "Target.Timeout", "Request timed out");

    private final Plant plant = new Plant(1, Fleet.SITE);

    @BeforeEach
    void aGroupOfThreeBehindATargetGroupAndAClassicBalancer() {
        plant.put(classic(Map.of()));
        plant.put(Fleet.with(Fleet.group(1, 3, 9)));
        plant.change(edit -> edit.traffic(both()));
        assertThat(plant.settles(3, SOON)).isTrue();
        targets()
                .forEach(target ->
                        plant.controller()
                                .observe(target.ref(), Optional.of(TargetHealth.HEALTHY)));
    }

    private static AutoScalingGroup.Traffic both() {
        return new AutoScalingGroup.Traffic(List.of(Fleet.TARGETS), List.of("old"));
    }

    private static ClassicLoadBalancer classic(Map<String, String> attributes) {
        return new ClassicLoadBalancer(
                Fleet.SCOPE,
                "old",
                false,
                Fleet.THEN,
                "old-1.us-east-1.elb.amazonaws.com",
                List.of(),
                List.of(),
                List.of(),
                new ClassicLoadBalancer.ClassicHealthCheck(
                        Protocol.TCP, 8080, "", Duration.ofSeconds(5), Duration.ofSeconds(2), 2, 2),
                List.of(),
                List.of(),
                Attributes.of(attributes),
                Tags.NONE);
    }

    private ClassicLoadBalancer classic() {
        return plant.world().in(Fleet.SCOPE).find(ClassicLoadBalancer.class, "old").orElseThrow();
    }

    private List<Target> targets() {
        return List.copyOf(plant.world().in(Fleet.SCOPE).all(Target.class));
    }

    private Set<InstanceId> serving() {
        return plant.in(Lifecycle.IN_SERVICE).stream()
                .map(Instance::instanceId)
                .collect(Collectors.toSet());
    }

    private Instance any() {
        return plant.in(Lifecycle.IN_SERVICE).getFirst();
    }

    @Test
    void membersJoinBothWhenTheyEnterService() {
        assertThat(targets())
                .extracting(t -> new InstanceId(t.targetId()))
                .containsExactlyInAnyOrderElementsOf(serving());
        assertThat(classic().instances())
                .extracting(ClassicLoadBalancer.Registration::instance)
                .containsExactlyInAnyOrderElementsOf(serving());
    }

    @Test
    void aDetachedGroupsMembersDrainAndLeaveInTheSameCommit() {
        var none = new AutoScalingGroup.Traffic(List.of(), List.of());
        plant.change(edit -> edit.traffic(none));
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(targets()).hasSize(3).allMatch(Target::isDraining);
        assertThat(classic().instances()).as("draining is off").isEmpty();
        plant.time().runFor(Duration.ofSeconds(7));
        assertThat(targets()).isEmpty();
        assertThat(plant.in(Lifecycle.IN_SERVICE)).hasSize(3);
        plant.change(edit -> edit.traffic(both()));
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(targets()).hasSize(3).noneMatch(Target::isDraining);
        assertThat(classic().instances()).hasSize(3);
    }

    @Test
    void whoEntersServiceWhileJoiningIsSuspendedNeverJoins() {
        plant.change(edit -> edit.suspendedProcesses(Set.of("AddToLoadBalancer")));
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(1, 4, 9)));
        plant.time().runFor(Duration.ofSeconds(1));
        assertThat(plant.settles(4, SOON)).isTrue();
        plant.change(edit -> edit.suspendedProcesses(Set.of()));
        plant.time().runFor(SOON);
        assertThat(targets()).hasSize(3);
    }

    @Test
    void aMemberThatFailsItsChecksIsReplacedAfterItsGrace() {
        Instance victim = any();
        var ref = new TargetRef(Fleet.TARGETS.value(), victim.id(), 80);
        plant.controller().observe(ref, Optional.of(SICK));
        plant.time().runFor(Duration.ofSeconds(3));
        assertThat(serving()).as("in its grace").contains(victim.instanceId());
        plant.time().runFor(SOON);
        assertThat(plant.settles(3, SOON)).isTrue();
        assertThat(serving()).doesNotContain(victim.instanceId());
        assertThat(plant.machines().present()).isEqualTo(serving());
    }

    @Test
    void aClassicBalancersVerdictCountsAsWell() {
        Instance victim = any();
        plant.controller()
                .observe(
                        TargetRef.classic(classic(), victim.instanceId(), 8080), Optional.of(SICK));
        plant.time().runFor(SOON);
        assertThat(plant.settles(3, SOON)).isTrue();
        assertThat(serving()).doesNotContain(victim.instanceId());
    }

    /// As one of a Network Load Balancer's in a zone that is off.
    @Test
    void aTargetThatNobodyAsksAnyMoreHoldsUpNoReplacement() {
        plant.time().runFor(SOON);
        Instance victim = any();
        var ref = new TargetRef(Fleet.TARGETS.value(), victim.id(), 80);
        plant.controller().observe(ref, Optional.empty());
        plant.controller()
                .observe(
                        TargetRef.classic(classic(), victim.instanceId(), 8080), Optional.of(SICK));
        plant.time().runFor(SOON);
        assertThat(serving()).doesNotContain(victim.instanceId());
    }

    @Test
    void aVerdictThatPassesIsForgiven() {
        plant.change(edit -> edit.suspendedProcesses(Set.of("ReplaceUnhealthy")));
        Instance doubted = any();
        var ref = new TargetRef(Fleet.TARGETS.value(), doubted.id(), 80);
        plant.controller().observe(ref, Optional.of(SICK));
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(any().membership().orElseThrow().isHealthy()).isFalse();
        plant.controller().observe(ref, Optional.of(TargetHealth.HEALTHY));
        plant.change(edit -> edit.suspendedProcesses(Set.of()));
        plant.time().runFor(SOON);
        assertThat(serving()).contains(doubted.instanceId());
        assertThat(plant.machines().launched()).hasSize(3);
    }

    @Test
    void aGroupWithoutBalancerChecksIgnoresThem() {
        plant.change(edit -> edit.health(new AutoScalingGroup.HealthPolicy(false, Duration.ZERO)));
        for (Target target : targets()) {
            plant.controller().observe(target.ref(), Optional.of(SICK));
        }
        plant.time().runFor(SOON);
        assertThat(plant.machines().launched()).hasSize(3);
    }

    @Test
    void aMemberWaitsForTheClassicBalancersDraining() {
        plant.put(
                classic()
                        .withAttributes(
                                Attributes.of(
                                        Map.of(
                                                ClassicLoadBalancer.DRAINING, "true",
                                                ClassicLoadBalancer.DRAINING_SECONDS, "30"))));
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(1, 2, 9)));
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(plant.in(Lifecycle.TERMINATING)).hasSize(1);
        assertThat(plant.machines().running()).hasSize(3);
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(plant.machines().running()).hasSize(2);
        assertThat(classic().instances()).hasSize(2);
    }
}
