package dev.evenkeel.decide.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.scaling.PolicyRun.Fired;
import dev.evenkeel.decide.scaling.PolicyRun.Outcome;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Adjustment;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyRunTest {
    private static final Instant NOW = Fleet.THEN.plus(Duration.ofHours(1));
    private static final ScalingPolicy.Predefined CPU =
            new ScalingPolicy.Predefined("ASGAverageCPUUtilization", Optional.empty());

    private final List<Resource> resources = new ArrayList<>();
    private AutoScalingGroup group = Fleet.group(1, 4, 10);

    private World world() {
        return World.empty(Fleet.SITE)
                .with(resources.stream().<Change>map(Change.Put::new).toList());
    }

    private void givenMembers(int settled, int warming) {
        resources.addAll(Members.inService(settled, Fleet.THEN));
        resources.addAll(Members.inService(warming, NOW.minusSeconds(1)));
    }

    private static ScalingPolicy policy(String name, ScalingPolicy.Method method) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/" + name),
                Fleet.SCOPE,
                "web",
                name,
                true,
                method,
                List.of());
    }

    private static ScalingPolicy add(int amount) {
        return policy(
                "add" + amount,
                new ScalingPolicy.Simple(
                        Adjustment.CHANGE_IN_CAPACITY, amount, Optional.empty(), Optional.empty()));
    }

    private static ScalingPolicy tracking(double target) {
        return policy(
                "track" + target,
                new ScalingPolicy.TargetTracking(
                        CPU, target, false, Optional.of(Duration.ofSeconds(60))));
    }

    private static ScalingPolicy steps(String... steps) {
        var intervals =
                Arrays.stream(steps)
                        .map(step -> step.split(":"))
                        .map(parts ->
                                new ScalingPolicy.Step.Interval(
                                        bound(parts[0]),
                                        bound(parts[1]),
                                        Integer.parseInt(parts[2])))
                        .toList();
        return policy(
                "steps",
                new ScalingPolicy.Step(
                        Adjustment.CHANGE_IN_CAPACITY,
                        intervals,
                        "Average",
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.empty()));
    }

    private static Optional<Double> bound(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(text));
    }

    private static Fired fired(ScalingPolicy policy, double metric) {
        return new Fired(
                policy,
                Trigger.alarm("high", "ALARM", policy.name(), OptionalDouble.of(metric), 50));
    }

    private Outcome run(Fired... fired) {
        return PolicyRun.of(GroupView.of(world(), group), List.of(fired), NOW);
    }

    private int desiredAfter(Fired... fired) {
        return switch (run(fired)) {
            case Outcome.Changed(AutoScalingGroup next) -> next.capacity().desired();
            case Outcome.Unchanged _, Outcome.Waiting _ -> group.capacity().desired();
        };
    }

    @Test
    void aSimplePolicyMakesOneStepAndStartsItsCooldown() {
        givenMembers(4, 0);
        assertThat(run(fired(add(2), 90)))
                .isInstanceOfSatisfying(
                        Outcome.Changed.class,
                        changed -> {
                            assertThat(changed.group().capacity().desired()).isEqualTo(6);
                            assertThat(changed.group().cooldown())
                                    .isEqualTo(new Cooldown(NOW, Duration.ofSeconds(60)));
                            assertThat(changed.group().lastChange())
                                    .isEqualTo(
                                            "At 2026-01-01T01:00:00Z a monitor alarm high in state"
                                                    + " ALARM triggered policy add2 changing the"
                                                    + " desired capacity from 4 to 6.");
                        });
    }

    @Test
    void aSimplePolicyWaitsForItsCooldownUnlessToldNotTo() {
        givenMembers(4, 0);
        group =
                group.edit()
                        .cooldown(new Cooldown(NOW.minusSeconds(59), Duration.ofSeconds(60)))
                        .done();
        assertThat(run(fired(add(1), 90))).isInstanceOf(Outcome.Waiting.class);
        Trigger impatient = Trigger.request("add1", OptionalDouble.empty(), 0, false);
        assertThat(desiredAfter(new Fired(add(1), impatient))).isEqualTo(5);
        group =
                group.edit()
                        .cooldown(new Cooldown(NOW.minusSeconds(60), Duration.ofSeconds(60)))
                        .done();
        assertThat(desiredAfter(fired(add(1), 90))).isEqualTo(5);
    }

    @Test
    void aSimplePolicyWaitsForAnActivityUnderWay() {
        givenMembers(3, 0);
        resources.add(Members.pending(NOW));
        assertThat(run(fired(add(1), 90))).isInstanceOf(Outcome.Waiting.class);
    }

    @Test
    void capacityStaysInsideTheGroupsLimits() {
        givenMembers(4, 0);
        assertThat(desiredAfter(fired(add(100), 90))).isEqualTo(10);
        assertThat(desiredAfter(fired(add(-100), 90))).isEqualTo(1);
        group = Fleet.group(1, 10, 10);
        assertThat(run(fired(add(1), 90))).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aHigherStepAddsOnlyWhatTheLowerOneDidNot() {
        group = Fleet.group(1, 5, 20);
        givenMembers(4, 1);
        assertThat(desiredAfter(fired(steps("0:10:1", "10::3"), 70)))
                .as("4 settled plus 3, of which one is on its way")
                .isEqualTo(7);
        assertThat(desiredAfter(fired(steps("0:10:1", "10::3"), 55)))
                .as("the same step again adds nothing")
                .isEqualTo(5);
    }

    @Test
    void nothingIsTakenAwayWhileNewInstancesWarmUp() {
        givenMembers(3, 1);
        assertThat(desiredAfter(fired(steps(":0:-1"), 10))).isEqualTo(4);
        assertThat(desiredAfter(fired(tracking(50), 10))).isEqualTo(4);
    }

    @Test
    void stepScalingNeedsAMetric() {
        givenMembers(4, 0);
        Trigger blind = Trigger.request("steps", OptionalDouble.empty(), 0, false);
        assertThat(run(new Fired(steps("0::1"), blind))).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void trackingGrowsInProportion() {
        givenMembers(4, 0);
        assertThat(desiredAfter(fired(tracking(50), 90))).isEqualTo(8);
    }

    @Test
    void trackingCountsWhatIsWarmingUpAsAlreadyAdded() {
        group = Fleet.group(1, 8, 20);
        givenMembers(4, 4);
        assertThat(desiredAfter(fired(tracking(50), 90))).isEqualTo(8);
        assertThat(desiredAfter(fired(tracking(50), 120))).isEqualTo(10);
    }

    @Test
    void aGroupOfNothingGrowsToOne() {
        group = Fleet.group(0, 0, 5);
        assertThat(desiredAfter(fired(tracking(50), 90))).isEqualTo(1);
    }

    @Test
    void trackingShrinksRoundingInFavourOfAvailability() {
        givenMembers(4, 0);
        assertThat(desiredAfter(fired(tracking(50), 30))).isEqualTo(3);
        assertThat(desiredAfter(fired(tracking(50), 45))).isEqualTo(4);
    }

    @Test
    void theLargestWishWins() {
        givenMembers(4, 0);
        assertThat(desiredAfter(fired(add(1), 90), fired(tracking(50), 90))).isEqualTo(8);
        assertThat(desiredAfter(fired(tracking(50), 20), fired(tracking(40), 30))).isEqualTo(3);
    }

    @Test
    void theGroupShrinksOnlyWhenAllTrackingPoliciesAgree() {
        givenMembers(4, 0);
        ScalingPolicy other = tracking(40);
        Alarm low =
                TargetTrackingAlarms.of(
                                World.empty(Fleet.SITE).in(Fleet.SCOPE),
                                other,
                                (ScalingPolicy.TargetTracking) other.method(),
                                NOW,
                                new SplittableRandom(1))
                        .getLast();
        resources.add(other.withAlarms(List.of(low.name())));
        resources.add(low);
        assertThat(desiredAfter(fired(tracking(50), 20))).as("the other sees no need").isEqualTo(4);
        resources.add(low.withStatus(new Alarm.Status(Alarm.State.ALARM, "", "", NOW, NOW)));
        assertThat(desiredAfter(fired(tracking(50), 20))).isEqualTo(2);
    }
}
