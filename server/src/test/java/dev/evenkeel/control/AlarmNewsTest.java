package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// States that somebody sets while the clock stands.
class AlarmNewsTest {
    private static final Instant BY_HAND = Fleet.THEN.plusSeconds(605);
    private static final ScalingPolicy OUT = policy("out", 1);
    private static final ScalingPolicy IN = policy("in", -1);

    private final AlarmReconciler alarms =
            new AlarmReconciler(new AlarmReadings(new SimulatedMetrics(), Runnable::run, () -> {}));
    private World world = World.empty(Fleet.SITE);

    private static ScalingPolicy policy(String name, int amount) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/" + name),
                Fleet.SCOPE,
                "web",
                name,
                true,
                new ScalingPolicy.Simple(
                        ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                        amount,
                        Optional.of(Duration.ZERO),
                        Optional.empty()),
                List.of());
    }

    private static Alarm alarm(Alarm.State state, Instant since) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:slow"),
                Fleet.SCOPE,
                "slow",
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("app", "load", Map.of()),
                        "Average",
                        Duration.ofMinutes(5),
                        Optional.empty()),
                new Alarm.Rule(Alarm.Comparison.GREATER, 50, 1, 1, Alarm.Missing.IGNORE),
                new Alarm.Actions(
                        true, List.of(IN.arn().value()), List.of(OUT.arn().value()), List.of()),
                Fleet.THEN,
                new Alarm.Status(state, "by hand", "", since, since),
                Tags.NONE);
    }

    private int after(Resource... given) {
        for (Resource resource : given) {
            world = world.with(List.of(new Change.Put(resource)));
        }
        var draft = new Draft(new Moment(world, BY_HAND.plusSeconds(1), new Random(1)));
        alarms.reconcile(draft);
        world = world.with(draft.changes());
        alarms.committed();
        return world.in(Fleet.SCOPE)
                .find(AutoScalingGroup.class, "web")
                .orElseThrow()
                .capacity()
                .desired();
    }

    @Test
    void twoStatesSetAtOneInstantAreTwoChanges() {
        Alarm calm = alarm(Alarm.State.INSUFFICIENT_DATA, Fleet.THEN);
        assertThat(after(Fleet.group(1, 2, 9), OUT, IN, calm)).isEqualTo(2);
        assertThat(after(alarm(Alarm.State.ALARM, BY_HAND))).isEqualTo(3);
        assertThat(after(alarm(Alarm.State.OK, BY_HAND))).isEqualTo(2);
        assertThat(after()).as("no more news").isEqualTo(2);
    }
}
