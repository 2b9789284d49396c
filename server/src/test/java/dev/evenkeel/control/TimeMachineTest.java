package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.TimeMachine.Journey;
import dev.evenkeel.function.Functions;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Tags;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedMachines;
import dev.evenkeel.sim.SimulatedTime;
import dev.evenkeel.state.MemoryStore;
import dev.evenkeel.sys.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// The control plane on a clock that only users move, with machines that live in time of their own.
class TimeMachineTest {
    private static final MetricId LOAD = MetricId.of("app", "load", Map.of());
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ManualTime.Keeper FORGETFUL =
            new ManualTime.Keeper() {
                @Override
                public void note(Instant instant) {}

                @Override
                public void save(Instant instant) {}
            };

    private final SimulatedTime machine = new SimulatedTime(7);
    private final MemoryStore store = new MemoryStore(Fleet.SITE);
    private final MetricStore metrics = new MetricStore(Retention.CLOUDWATCH);
    private final ManualTime time = new ManualTime(Fleet.THEN, machine, FORGETFUL);
    private final SimulatedMachines machines = new SimulatedMachines(machine);
    private Optional<Controller> running = Optional.empty();
    private final TimeMachine timeMachine =
            new TimeMachine(
                    time,
                    () -> controller().underWay(),
                    new TimeMachine.Machine(machine, machine, this::execute));

    private void execute(Runnable task) {
        machine.after(Duration.ZERO, task);
    }

    private Controller controller() {
        return running.orElseGet(() -> start(machines));
    }

    private Controller start(InstanceDriver driver) {
        var made =
                new Controller(
                        new Controller.Ports(
                                store,
                                driver,
                                Functions.none(),
                                metrics,
                                time,
                                machine,
                                time,
                                this::execute,
                                this::execute,
                                machine.random()),
                        Limits.DEFAULTS);
        running = Optional.of(made);
        made.start();
        return made;
    }

    private CompletableFuture<Journey> begin(Duration by) {
        return timeMachine.travel(now -> now.plus(by), PATIENCE);
    }

    private Journey advance(Duration by) {
        CompletableFuture<Journey> journey = begin(by);
        assertThat(machine.runUntil(journey::isDone, Duration.ofMinutes(10))).isTrue();
        return journey.join();
    }

    private void arrive(Duration by) {
        Instant destination = time.now().plus(by);
        assertThat(advance(by)).isEqualTo(new Journey.Arrived(destination));
    }

    private void put(Resource... resources) {
        List<Change> changes = Arrays.stream(resources).<Change>map(Change.Put::new).toList();
        CompletableFuture<String> done =
                controller().submit(_ -> new Command.Decided<>(changes, "done"));
        assertThat(machine.runUntil(done::isDone, MINUTE)).isTrue();
    }

    private List<Instance> inService() {
        return store.world().in(Fleet.SCOPE).all(Instance.class).stream()
                .filter(i ->
                        i.membership()
                                .filter(m -> m.lifecycle() == Lifecycle.IN_SERVICE)
                                .isPresent())
                .toList();
    }

    private Alarm alarm() {
        return store.world().in(Fleet.SCOPE).find(Alarm.class, "load").orElseThrow();
    }

    private static ScalingPolicy oneMore() {
        var method =
                new ScalingPolicy.Simple(
                        ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                        1,
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.empty());
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/out"),
                Fleet.SCOPE,
                "web",
                "out",
                true,
                method,
                List.of());
    }

    private static Alarm above(int threshold, int datapoints) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:load"),
                Fleet.SCOPE,
                "load",
                "",
                new Alarm.Watch.Metric(LOAD, "Average", MINUTE, Optional.empty()),
                new Alarm.Rule(
                        Alarm.Comparison.GREATER,
                        threshold,
                        datapoints,
                        datapoints,
                        Alarm.Missing.NOT_BREACHING),
                new Alarm.Actions(true, List.of(), List.of(oneMore().arn().value()), List.of()),
                Fleet.THEN,
                new Alarm.Status(Alarm.State.INSUFFICIENT_DATA, "", "", Fleet.THEN, Fleet.THEN),
                Tags.NONE);
    }

    private void load(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            metrics.record(
                    Fleet.SCOPE,
                    LOAD,
                    Datapoint.of(Fleet.THEN.plus(MINUTE.multipliedBy(minute)), 90),
                    "None");
        }
    }

    @Test
    void fifteenDatapointsOfAMinuteRaiseTheAlarmAtTheirInstantAndTheInstanceIsThere() {
        put(Fleet.with(Fleet.group(1, 1, 5)));
        put(oneMore(), above(50, 15));
        load(16);
        arrive(MINUTE.multipliedBy(14).plusSeconds(59));
        assertThat(alarm().status().state()).isNotEqualTo(Alarm.State.ALARM);
        assertThat(inService()).hasSize(1);
        arrive(Duration.ofSeconds(2));
        assertThat(alarm().status().state()).isEqualTo(Alarm.State.ALARM);
        assertThat(alarm().status().transitionedAt())
                .isEqualTo(Fleet.THEN.plus(Duration.ofMinutes(15)).plusSeconds(1));
        assertThat(inService())
                .as("launched at that very instant, though it took seconds")
                .hasSize(2)
                .anyMatch(i -> i.launchedAt().equals(alarm().status().transitionedAt()));
    }

    @Test
    void aCooldownEndsAtItsInstant() {
        put(Fleet.with(Fleet.group(1, 1, 5)));
        put(oneMore(), above(50, 1));
        load(60);
        arrive(Duration.ofSeconds(61));
        assertThat(inService()).hasSize(2);
        arrive(Duration.ofSeconds(299));
        assertThat(inService()).as("five minutes are not over").hasSize(2);
        arrive(Duration.ofSeconds(61));
        assertThat(inService()).hasSize(3);
    }

    @Test
    void realTimeAloneChangesNothing() {
        put(Fleet.with(Fleet.group(1, 1, 5)));
        put(oneMore(), above(50, 1));
        load(60);
        machine.runFor(Duration.ofHours(1));
        assertThat(alarm().status().state()).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        assertThat(time.now()).isEqualTo(Fleet.THEN);
    }

    @Test
    void whatDiesWhileTimeStandsStillIsReplacedThen() {
        put(Fleet.with(Fleet.group(1, 1, 5)));
        arrive(MINUTE);
        Instance first = inService().getFirst();
        machines.lose(first.instanceId());
        for (int looks = 0; looks < 20; looks++) {
            machine.after(Duration.ZERO, controller()::look);
            machine.runFor(Duration.ofSeconds(2));
        }
        assertThat(inService()).singleElement().isNotEqualTo(first);
        assertThat(inService().getFirst().launchedAt()).isEqualTo(time.now());
    }

    @Test
    void itStopsWhereSomethingNeverAnswersAndSaysWhat() {
        var driver = new RecordingDriver();
        start(driver);
        put(Fleet.with(Fleet.group(1, 1, 5)));
        machine.runFor(Duration.ofSeconds(1));
        driver.list(0, new InstanceDriver.Listing(machine.now(), new TreeMap<>()));
        Instant standing = time.now();
        Journey journey = advance(MINUTE);
        assertThat(journey)
                .isInstanceOfSatisfying(
                        Journey.Stopped.class,
                        stopped -> {
                            assertThat(stopped.now()).isEqualTo(standing);
                            assertThat(stopped.destination()).isEqualTo(standing.plus(MINUTE));
                            assertThat(stopped.underWay())
                                    .singleElement()
                                    .asString()
                                    .startsWith("launch of i-");
                        });
        assertThat(time.now()).isEqualTo(standing);
    }

    @Test
    void oneJourneyAtATime() {
        CompletableFuture<Journey> first = begin(Duration.ofHours(1));
        CompletableFuture<Journey> second = begin(MINUTE);
        assertThat(machine.runUntil(second::isDone, MINUTE)).isTrue();
        assertThat(second).isCompletedWithValue(new Journey.Busy());
        assertThat(machine.runUntil(first::isDone, MINUTE)).isTrue();
        assertThat(first)
                .isCompletedWithValue(new Journey.Arrived(Fleet.THEN.plus(Duration.ofHours(1))));
        arrive(MINUTE);
    }

    @Test
    void whatGoesWrongOnTheWayEndsTheJourneyThere() {
        var broken =
                new TimeMachine(
                        time,
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        new TimeMachine.Machine(machine, machine, this::execute));
        CompletableFuture<Journey> journey = broken.travel(now -> now.plus(MINUTE), PATIENCE);
        machine.runFor(MINUTE);
        assertThat(journey).isCompletedExceptionally();
        var crowded =
                new TimeMachine(
                        time,
                        List::of,
                        new TimeMachine.Machine(
                                machine,
                                machine,
                                _ -> {
                                    throw new RejectedExecutionException("too many");
                                }));
        assertThat(crowded.travel(now -> now.plus(MINUTE), PATIENCE)).isCompletedExceptionally();
    }

    @Test
    void aGroupOfManyIsThereWhenTheClockHasMovedOneSecond() {
        put(Fleet.with(Fleet.group(1, 9, 9)));
        arrive(Duration.ofSeconds(1));
        assertThat(inService()).hasSize(9);
        assertThat(inService()).extracting(Instance::launchedAt).containsOnly(Fleet.THEN);
    }
}
