package dev.evenkeel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.Affected;
import dev.evenkeel.decide.group.GroupRound;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Between ticks only those groups are looked at that something happened to. That decides the same
/// as looking at all of them: whoever is not affected by a change wants after it exactly what it
/// wanted before. Held against every event of seeded histories with three groups.
class UntouchedGroupsTest {
    private static final int SEEDS = 60;

    @Test
    void whoIsNotAffectedDecidesTheSame() {
        LongStream.range(0, SEEDS).parallel().forEach(UntouchedGroupsTest::storm);
    }

    private static void storm(long seed) {
        var plant = new Plant(seed, Fleet.SITE);
        var watch = new Watch(plant, seed);
        plant.time().check(watch::look);
        plant.machines().behave(plant.time().random().nextInt(30), Duration.ofSeconds(3));
        plant.put(Fleet.with(Fleet.group(1, 3, 10)));
        plant.put(named("api", Fleet.group(1, 2, 4)), named("jobs", Fleet.group(0, 1, 4)));
        plant.put(new Users(plant).extras().toArray(Resource[]::new));
        plant.time().runFor(Duration.ofMillis(1));
        var weather = new Weather(plant);
        weather.check(10);
        for (int i = 0; i < 12; i++) {
            weather.strike();
            plant.time().runFor(plant.time().upTo(Duration.ofSeconds(30)));
        }
        assertThat(watch.untouched).as("seed %d: somebody was left alone", seed).isPositive();
    }

    private static AutoScalingGroup named(String name, AutoScalingGroup group) {
        return new AutoScalingGroup(
                Fleet.SCOPE.arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/" + name),
                group.scope(),
                name,
                group.capacity(),
                group.launchSource(),
                group.zones(),
                group.subnets(),
                group.traffic(),
                group.health(),
                group.defaultCooldown(),
                group.defaultWarmup(),
                group.terminationPolicies(),
                false,
                Set.of(),
                group.createdAt(),
                false,
                List.of(),
                group.cooldown(),
                "",
                group.rules());
    }

    /// Looks at what each event made of the world.
    private static final class Watch {
        private final Plant plant;
        private final long seed;
        private World seen;
        private int untouched;

        Watch(Plant plant, long seed) {
            this.plant = plant;
            this.seed = seed;
            this.seen = plant.world();
        }

        void look() {
            World before = seen;
            World after = plant.world();
            if (before == after) {
                return;
            }
            seen = after;
            var affected = new Affected();
            var _ = affected.take(before);
            affected.by(changes(before, after), before, after);
            verdicts(before, after).forEach(target -> affected.by(target.ref(), after));
            for (AutoScalingGroup group : after.in(Fleet.SCOPE).all(AutoScalingGroup.class)) {
                if (!affected.includes(group)) {
                    untouched++;
                    assertThat(wishes(after, group))
                            .as("%s, seed %d at %s", group.name(), seed, plant.time().now())
                            .isEqualTo(wishes(before, group));
                }
            }
        }

        private static List<Target> verdicts(World before, World after) {
            return after.in(Fleet.SCOPE).all(Target.class).stream()
                    .filter(t -> !before.health(t.ref()).equals(after.health(t.ref())))
                    .toList();
        }

        /// What a round of the group would change now.
        private List<Key> wishes(World world, AutoScalingGroup group) {
            var moment = new Moment(world, plant.time().now(), new SplittableRandom(1));
            var draft = new Draft(moment);
            GroupRound.run(draft, GroupView.of(world, group));
            return draft.changes().stream().map(Change::key).toList();
        }
    }

    private static List<Change> changes(World before, World after) {
        var changes = new ArrayList<Change>();
        for (Class<?> kind : Resource.class.getPermittedSubclasses()) {
            changes.addAll(changes(kind.asSubclass(Resource.class), before, after));
        }
        return changes;
    }

    private static <R extends Resource> List<Change> changes(
            Class<R> kind, World before, World after) {
        World.Region then = before.in(Fleet.SCOPE);
        World.Region now = after.in(Fleet.SCOPE);
        var changes = new ArrayList<Change>();
        if (!now.shares(then, kind)) {
            then.all(kind).stream()
                    .filter(r -> now.find(kind, r.id()).isEmpty())
                    .forEach(r -> changes.add(new Change.Remove(r.key())));
            now.all(kind).stream()
                    .filter(r -> !then.find(kind, r.id()).equals(Optional.of(r)))
                    .forEach(r -> changes.add(new Change.Put(r)));
        }
        return changes;
    }
}
