package dev.evenkeel.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.decide.HealthVerdict.Wording;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.probe.Check.Question;
import dev.evenkeel.probe.Check.Terms;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Three nodes check the members of a group, some of which they cannot reach, and some answers are
/// lost: the production classes from check to consensus to replacement, on simulated time, for many
/// seeds. `-Dseeds=N` runs more.
class NodesSimulationTest {
    private static final int SEEDS = Integer.getInteger("seeds", 1000) / 10;
    private static final int MEMBERS = 4;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /// What falls between two checks that are not answered, and their time-outs.
    private static final Duration DETECTION = INTERVAL.multipliedBy(3).plus(TIMEOUT);

    /// A plant whose targets are checked by three nodes.
    private static final class Site {
        private final Plant plant;
        private final List<NodeRef> nodes = new ArrayList<>();
        private final Set<NodeRef> deaf = new HashSet<>();
        private final Map<TargetRef, Watch> watches = new TreeMap<>();
        private int lostPercent;

        Site(long seed) {
            plant = new Plant(seed, Fleet.SITE);
            Fleet.ZONES.forEach(zone -> nodes.add(new NodeRef("web", zone)));
            plant.put(Fleet.with(Fleet.group(1, MEMBERS, 10)));
            follow();
            assertThat(plant.settles(MEMBERS, Duration.ofMinutes(5))).isTrue();
            run(DETECTION);
        }

        /// What `Prober` does at each new world, a little later.
        private void follow() {
            Set<TargetRef> wanted = new HashSet<>();
            for (Target target : plant.world().in(Fleet.SCOPE).all(Target.class)) {
                wanted.add(target.ref());
                watches.computeIfAbsent(target.ref(), this::watch).use(checks(target), INTERVAL);
            }
            Map<TargetRef, Watch> gone = new TreeMap<>(watches);
            gone.keySet().removeAll(wanted);
            watches.keySet().removeAll(gone.keySet());
            gone.forEach((target, watch) -> {
                watch.stop();
                plant.controller().observe(target, Optional.empty());
            });
            plant.time().after(Duration.ofMillis(500), this::follow);
        }

        private Watch watch(TargetRef target) {
            var surroundings =
                    new Watch.Surroundings(
                            plant.time(),
                            plant.time().random(),
                            this::ask,
                            plant.controller()::observe);
            return new Watch(target, surroundings, address(target));
        }

        private List<Check> checks(Target target) {
            return nodes.stream()
                    .map(node -> new Check(target.ref(), address(target.ref()), true, terms(node)))
                    .toList();
        }

        private static Terms terms(NodeRef node) {
            return new Terms(
                    node,
                    InetAddress.getLoopbackAddress(),
                    new Question.Connect(),
                    Optional.empty(),
                    INTERVAL,
                    TIMEOUT,
                    new Thresholds(2, 2, Wording.TARGET_GROUP));
        }

        private static InetSocketAddress address(TargetRef target) {
            return InetSocketAddress.createUnresolved(target.targetId(), target.port());
        }

        private void ask(Check check, Consumer<CheckResult> answer) {
            boolean runs =
                    plant.machines().running().stream()
                            .anyMatch(id -> id.value().equals(check.target().targetId()));
            boolean lost = plant.time().random().nextInt(100) < lostPercent;
            boolean heard = runs && !lost && !deaf.contains(check.node());
            plant.time()
                    .after(
                            heard ? Duration.ofMillis(3) : TIMEOUT,
                            () ->
                                    answer.accept(
                                            heard
                                                    ? new CheckResult.Passed()
                                                    : new CheckResult.TimedOut()));
        }

        void run(Duration time) {
            plant.time().runFor(time);
        }

        List<TargetHealth> health() {
            return plant.world().in(Fleet.SCOPE).all(Target.class).stream()
                    .map(target -> plant.world().health(target.ref()))
                    .toList();
        }

        int launched() {
            return plant.machines().launched().size();
        }
    }

    @Test
    void aNodeThatIsDeafStaysAwayAndCondemnsNobody() {
        seeds().forEach(seed -> {
            var site = new Site(seed);
            NodeRef deaf = site.nodes.get((int) (seed % 3));
            site.deaf.add(deaf);
            site.run(Duration.ofMinutes(5));
            assertThat(site.health())
                    .as("seed %d", seed)
                    .hasSize(MEMBERS)
                    .allMatch(TargetHealth::isHealthy)
                    .allMatch(health -> health.seenFrom(deaf) == State.UNHEALTHY);
            assertThat(site.launched()).as("seed %d", seed).isEqualTo(MEMBERS);
            site.deaf.clear();
            site.run(DETECTION);
            assertThat(site.health()).as("seed %d", seed).containsOnly(TargetHealth.HEALTHY);
        });
    }

    @Test
    void aDeadMemberIsReplacedThoughOneNodeIsDeaf() {
        seeds().forEach(seed -> {
            var site = new Site(seed);
            site.deaf.add(site.nodes.get((int) (seed % 3)));
            site.run(DETECTION);
            site.plant.machines().lose(site.plant.in(Lifecycle.IN_SERVICE).getFirst().instanceId());
            assertThat(
                            site.plant
                                    .time()
                                    .runUntil(
                                            () -> site.launched() > MEMBERS,
                                            DETECTION.multipliedBy(10)))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(site.plant.settles(MEMBERS, Duration.ofMinutes(10)))
                    .as("seed %d", seed)
                    .isTrue();
        });
    }

    @Test
    void lostAnswersChangeNothingOnceTheyCome() {
        seeds().forEach(seed -> {
            var site = new Site(seed);
            site.lostPercent = 30;
            site.run(Duration.ofMinutes(2));
            site.lostPercent = 0;
            assertThat(site.plant.settles(MEMBERS, Duration.ofMinutes(10)))
                    .as("seed %d", seed)
                    .isTrue();
            site.run(DETECTION.multipliedBy(2));
            assertThat(site.health())
                    .as("seed %d", seed)
                    .hasSize(MEMBERS)
                    .containsOnly(TargetHealth.HEALTHY);
        });
    }

    private static LongStream seeds() {
        return LongStream.range(0, SEEDS).parallel();
    }
}
