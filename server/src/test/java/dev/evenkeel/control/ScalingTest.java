package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.scaling.TargetTrackingAlarms;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A group that follows its load, through alarms and policies.
class ScalingTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final MetricId LOAD = MetricId.of("app", "load", Map.of());

    private final Plant plant = new Plant(1, Fleet.SITE);

    private void givenSettled(AutoScalingGroup group) {
        plant.put(Fleet.with(group));
        assertThat(plant.settles(group.capacity().desired(), SOON)).isTrue();
    }

    private int desired() {
        return plant.group().capacity().desired();
    }

    private static ScalingPolicy policy(String name, ScalingPolicy.Method method) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/" + name),
                Fleet.SCOPE,
                Plant.GROUP,
                name,
                true,
                method,
                List.of());
    }

    private static Alarm alarm(Alarm.Comparison comparison, double threshold, String action) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:load"),
                Fleet.SCOPE,
                "load",
                "",
                new Alarm.Watch.Metric(LOAD, "Average", PERIOD, Optional.empty()),
                new Alarm.Rule(comparison, threshold, 2, 2, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(action), List.of()),
                Fleet.THEN,
                new Alarm.Status(Alarm.State.INSUFFICIENT_DATA, "", "", Fleet.THEN, Fleet.THEN),
                Tags.NONE);
    }

    private void givenTracking(double target) {
        var method =
                new ScalingPolicy.TargetTracking(
                        new ScalingPolicy.Customized(LOAD, "Average", Optional.empty(), PERIOD),
                        target,
                        false,
                        Optional.of(Duration.ofSeconds(20)));
        ScalingPolicy policy = policy("track", method);
        List<Alarm> alarms =
                TargetTrackingAlarms.of(
                        World.empty(Fleet.SITE).in(Fleet.SCOPE),
                        policy,
                        method,
                        Fleet.THEN,
                        new SplittableRandom(1));
        plant.put(policy.withAlarms(alarms.stream().map(Alarm::name).toList()));
        plant.put(alarms.toArray(Alarm[]::new));
    }

    private void givenOneOut() {
        var method =
                new ScalingPolicy.Simple(
                        ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                        1,
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.empty());
        ScalingPolicy policy = policy("out", method);
        plant.put(policy, alarm(Alarm.Comparison.GREATER, 50, policy.arn().value()));
    }

    @Test
    void trackingFollowsTheLoadUpAndDown() {
        givenSettled(Fleet.group(1, 2, 9));
        givenTracking(50);
        plant.metrics().show(100);
        assertThat(plant.time().runUntil(() -> desired() > 2, SOON)).isTrue();
        assertThat(desired()).isEqualTo(4);
        plant.metrics().show(50);
        plant.time().runFor(Duration.ofMinutes(10));
        assertThat(desired()).as("on target").isEqualTo(4);
        plant.metrics().show(20);
        plant.time().runFor(Duration.ofMinutes(5));
        assertThat(desired()).isEqualTo(1);
        assertThat(plant.settles(1, SOON)).isTrue();
    }

    @Test
    void withoutDataNothingMoves() {
        givenSettled(Fleet.group(1, 2, 9));
        givenTracking(50);
        plant.metrics().show(Double.NaN);
        plant.time().runFor(Duration.ofMinutes(30));
        assertThat(desired()).isEqualTo(2);
        assertThat(plant.world().in(Fleet.SCOPE).all(Alarm.class))
                .allMatch(a -> a.status().state() == Alarm.State.INSUFFICIENT_DATA);
    }

    @Test
    void aSimplePolicyStepsAgainAfterItsCooldown() {
        givenSettled(Fleet.group(1, 2, 9));
        givenOneOut();
        plant.metrics().show(99);
        plant.time().runFor(Duration.ofSeconds(40));
        assertThat(desired()).isEqualTo(3);
        plant.time().runFor(Duration.ofSeconds(30));
        assertThat(desired()).as("in its cooldown").isEqualTo(3);
        plant.time().runFor(Duration.ofSeconds(40));
        assertThat(desired()).isEqualTo(4);
        plant.metrics().show(1);
        plant.time().runFor(Duration.ofMinutes(3));
        assertThat(desired()).isEqualTo(4);
        assertThat(plant.group().cooldown()).isEqualTo(Cooldown.NONE);
        assertThat(plant.world().in(Fleet.SCOPE).all(Activity.class))
                .extracting(Activity::cause)
                .anyMatch(cause ->
                        cause.contains(
                                "a monitor alarm load in state ALARM triggered policy out"
                                        + " changing the desired capacity from 2 to 3."));
    }

    @Test
    void anAlarmSetByHandActsAtOnce() {
        givenSettled(Fleet.group(1, 2, 9));
        givenOneOut();
        plant.metrics().show(10);
        plant.time().runFor(Duration.ofSeconds(30));
        Alarm calm = plant.world().in(Fleet.SCOPE).find(Alarm.class, "load").orElseThrow();
        assertThat(calm.status().state()).isEqualTo(Alarm.State.OK);
        var now = plant.time().now();
        plant.put(calm.withStatus(new Alarm.Status(Alarm.State.ALARM, "test", "", now, now)));
        plant.time().runFor(Duration.ofSeconds(1));
        assertThat(desired()).isEqualTo(3);
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(plant.world().in(Fleet.SCOPE).find(Alarm.class, "load"))
                .get()
                .extracting(a -> a.status().state())
                .isEqualTo(Alarm.State.OK);
    }

    @Test
    void whatIsSwitchedOffDoesNothing() {
        givenSettled(Fleet.group(1, 2, 9));
        givenOneOut();
        plant.change(edit -> edit.suspendedProcesses(Set.of("AlarmNotification")));
        plant.metrics().show(99);
        plant.time().runFor(SOON);
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aZoneThatFailsIsLeftAndFilledAgain() {
        givenSettled(Fleet.group(1, 3, 9));
        var outage = new ZoneOutage(Fleet.SCOPE, "us-east-1c", plant.time().now());
        plant.put(outage);
        plant.time().runFor(Duration.ofSeconds(1));
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(1, 6, 9)));
        plant.time().runFor(Duration.ofSeconds(1));
        assertThat(plant.settles(6, SOON)).isTrue();
        assertThat(inZone("us-east-1c")).isEqualTo(1);
        plant.controller()
                .submit(_ ->
                        new Command.Decided<>(List.of(new Change.Remove(outage.key())), "back"));
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(plant.settles(6, SOON)).isTrue();
        assertThat(inZone("us-east-1c")).isEqualTo(2);
    }

    private long inZone(String zone) {
        return plant.in(Lifecycle.IN_SERVICE).stream()
                .filter(i -> i.placement().zone().equals(zone))
                .count();
    }

    @Test
    void aGroupThatIsDeletedTakesItsPoliciesAndTheirAlarmsAlong() {
        givenSettled(Fleet.group(1, 2, 9));
        givenTracking(50);
        givenOneOut();
        plant.change(AutoScalingGroup.Edit::deleting);
        plant.time().runFor(SOON);
        assertThat(plant.world().in(Fleet.SCOPE).all(ScalingPolicy.class)).isEmpty();
        assertThat(plant.world().in(Fleet.SCOPE).all(Alarm.class)).isEmpty();
    }

    @Test
    void aGroupWithoutItsTemplateTellsSoNowAndThen() {
        plant.put(Fleet.group(1, 2, 9));
        plant.time().runFor(Duration.ofSeconds(65));
        assertThat(plant.world().in(Fleet.SCOPE).all(Activity.class))
                .hasSize(3)
                .allMatch(a -> a.status() == Activity.Status.FAILED)
                .allMatch(a ->
                        a.description()
                                .equals(
                                        "Launching a new EC2 instance.  Status Reason: The"
                                                + " specified launch template, with template ID"
                                                + " lt-1, does not exist. Launching EC2"
                                                + " instance failed."));
        plant.put(Fleet.with(Fleet.group(1, 2, 9)));
        assertThat(plant.settles(2, SOON)).isTrue();
    }

    @Test
    void aGroupWhereEverybodyIsProtectedSaysSoOnce() {
        givenSettled(Fleet.group(1, 2, 9).edit().newInstancesProtected(true).done());
        plant.change(edit ->
                edit.capacity(new AutoScalingGroup.Capacity(1, 1, 9))
                        .lastChange("At 2026-01-01T00:01:00Z a user request"));
        plant.time().runFor(SOON);
        assertThat(plant.in(Lifecycle.IN_SERVICE)).hasSize(2);
        assertThat(plant.world().in(Fleet.SCOPE).all(Activity.class))
                .filteredOn(a -> a.description().startsWith("Could not scale"))
                .hasSize(1);
    }
}
