package dev.evenkeel.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.alarm.Observed;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Adjustment;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Why an alarm is in its state, and what comes of it.
class AlarmExplanationTest {
    private static final Instant NOW = Fleet.THEN.plusSeconds(181);

    private static ScalingPolicy policy(String name, int amount, boolean enabled) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/" + name),
                Fleet.SCOPE,
                "web",
                name,
                enabled,
                new ScalingPolicy.Simple(
                        Adjustment.CHANGE_IN_CAPACITY, amount, Optional.empty(), Optional.empty()),
                List.of());
    }

    private static Alarm alarm(Alarm.State state, boolean enabled, ScalingPolicy... policies) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:busy"),
                Fleet.SCOPE,
                "busy",
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("app", "load", Map.of()),
                        "Average",
                        Duration.ofMinutes(1),
                        Optional.empty()),
                new Alarm.Rule(Alarm.Comparison.GREATER, 50, 3, 2, Alarm.Missing.MISSING),
                new Alarm.Actions(
                        enabled,
                        List.of(),
                        Arrays.stream(policies).map(p -> p.arn().value()).toList(),
                        List.of()),
                Fleet.THEN,
                new Alarm.Status(state, "it was so", "", Fleet.THEN, Fleet.THEN),
                Tags.NONE);
    }

    private static List<Value> values(double... all) {
        var values = new ArrayList<Value>();
        for (int at = 0; at < all.length; at++) {
            values.add(
                    new Value(NOW.minusSeconds(1).minusSeconds(60L * (all.length - at)), all[at]));
        }
        return values;
    }

    private static World world(Resource... resources) {
        return World.empty(Fleet.SITE)
                .with(Arrays.stream(resources).<Change>map(Change.Put::new).toList());
    }

    @Test
    void theDatapointsThatMakeTheStateAreShown() {
        Alarm alarm = alarm(Alarm.State.ALARM, true);
        List<Value> values = values(10, 90, 80);
        Explanation why = AlarmExplanation.of(world(alarm), alarm, Observed.of(alarm, values), NOW);
        assertThat(why.lines())
                .containsSubsequence(
                        "Alarm busy is in state ALARM since 2026-01-01T00:00:00Z",
                        "  it was so",
                        "Its rule: 2 of the last 3 periods of 60 s GreaterThanThreshold 50.0,"
                                + " missing data missing",
                        "At 2026-01-01T00:03:01Z it would be found in state ALARM:",
                        "  2026-01-01T00:00:00Z  10.0  does not breach",
                        "  2026-01-01T00:01:00Z  90.0  breaches",
                        "  2026-01-01T00:02:00Z  80.0  breaches",
                        "In this state it calls no scaling policy.");
        assertThat(why.facts())
                .containsEntry("wouldBe", "ALARM")
                .containsEntry("missing", 0)
                .containsEntry(
                        "because",
                        AlarmEvaluator.find(alarm, Observed.of(alarm, values), NOW).words());
        assertThat(why.facts().get("because")).asString().startsWith("Threshold Crossed: 2 out");
    }

    @Test
    void whatItWouldBeFoundInIsWhatTheEvaluationFinds() {
        for (Alarm.State before : Alarm.State.values()) {
            for (List<Value> values :
                    List.of(values(), values(10), values(90), values(90, 90), values(90, 10, 90))) {
                Alarm alarm = alarm(before, true);
                Observed observed = Observed.of(alarm, values);
                assertThat(AlarmEvaluator.find(alarm, observed, NOW).state())
                        .isEqualTo(AlarmEvaluator.evaluate(alarm, observed, NOW).status().state());
            }
        }
        Alarm well = alarm(Alarm.State.OK, true);
        Explanation why = AlarmExplanation.of(world(), well, Observed.of(well, values()), NOW);
        assertThat(why.lines()).contains("  and 3 without data");
    }

    @Test
    void thePolicyThatWantsMostWins() {
        ScalingPolicy one = policy("one", 1, true);
        ScalingPolicy many = policy("many", 20, true);
        Alarm alarm = alarm(Alarm.State.ALARM, true, one, many);
        World world = world(alarm, one, many, Fleet.group(1, 2, 9));
        assertThat(
                        AlarmExplanation.of(
                                        world, alarm, Observed.of(alarm, values(90, 90, 90)), NOW)
                                .lines())
                .contains(
                        "Policy one of group web wants 3 instead of 2",
                        "Policy many of group web wants 22 instead of 2, of which the group's limits"
                                + " leave 9, and wins");
    }

    @Test
    void aPolicyThatMayNotActSaysWhy() {
        ScalingPolicy off = policy("off", 1, false);
        Alarm alarm = alarm(Alarm.State.ALARM, false, off);
        var group = Fleet.group(1, 2, 9);
        Instance coming = Members.pending(Fleet.THEN);
        List<String> lines =
                AlarmExplanation.of(
                                world(alarm, off, group, coming),
                                alarm,
                                Observed.of(alarm, values(90)),
                                NOW)
                        .lines();
        assertThat(lines)
                .contains(
                        "Policy off of group web is disabled; else it waits for a cooldown or an"
                                + " activity to end",
                        "Its actions are disabled.");
    }

    @Test
    void anActivityTellsItsCausesItsAlarmAndItsInstance() {
        Instance member = Members.inService(1, Fleet.THEN).getFirst();
        var activity =
                new Activity(
                        Fleet.SCOPE,
                        "a-1",
                        "web",
                        "Launching a new EC2 instance: " + member.id(),
                        "At 2026-01-01T00:03:01Z a monitor alarm busy in state ALARM triggered policy"
                                + " one changing the desired capacity from 1 to 2.  At"
                                + " 2026-01-01T00:03:01Z an instance was started in response to a"
                                + " difference between desired and actual capacity, increasing the"
                                + " capacity from 1 to 2.",
                        NOW,
                        Optional.of(NOW.plusSeconds(2)),
                        Activity.Status.SUCCESSFUL,
                        "",
                        100,
                        "{}");
        World world = world(activity, member, alarm(Alarm.State.ALARM, true));
        Explanation why = ActivityExplanation.of(world, activity);
        assertThat(why.lines())
                .containsExactly(
                        "Launching a new EC2 instance: " + member.id() + ", in group web",
                        "  Successful, begun at 2026-01-01T00:03:01Z, ended at 2026-01-01T00:03:03Z",
                        "Because:",
                        "  At 2026-01-01T00:03:01Z a monitor alarm busy in state ALARM triggered policy"
                                + " one changing the desired capacity from 1 to 2.",
                        "  At 2026-01-01T00:03:01Z an instance was started in response to a"
                                + " difference between desired and actual capacity, increasing the"
                                + " capacity from 1 to 2.",
                        "Alarm busy is in state ALARM since 2026-01-01T00:00:00Z",
                        "  it was so",
                        "Instance " + member.id() + " in us-east-1a is now IN_SERVICE RUNNING");
        assertThat(why.facts()).containsEntry("status", "Successful").containsKey("causes");
    }

    @Test
    void anActivityTellsWhyItWasThatInstance() {
        Instance member = Members.inService(1, Fleet.THEN).getFirst();
        var choice =
                new Consideration(
                        "OldestInstance",
                        List.of(
                                new Consideration.Standing(
                                        member.instanceId(), "launched first", true)),
                        12);
        var activity =
                new Activity(
                        Fleet.SCOPE,
                        "a-1",
                        "web",
                        "Terminating EC2 instance: " + member.id(),
                        "At 2026-01-01T00:03:01Z it was so.",
                        NOW,
                        Optional.empty(),
                        Activity.Status.IN_PROGRESS,
                        "",
                        0,
                        "{}",
                        List.of(choice));
        Explanation why = ActivityExplanation.of(world(activity), activity);
        assertThat(why.lines())
                .containsSubsequence(
                        "Why it was this one, as things stood then:",
                        "  OldestInstance:",
                        "    > " + member.id() + "  launched first",
                        "      and 12 more");
        assertThat(String.valueOf(why.facts().get("choice")))
                .contains("criterion=OldestInstance", "untold=12");
    }
}
