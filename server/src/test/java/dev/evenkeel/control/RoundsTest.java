package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.function.Functions;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedMetrics;
import dev.evenkeel.state.MemoryStore;
import dev.evenkeel.state.StoreException;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// When the reconcilers look at the world, and what becomes of commands.
class RoundsTest {
    private static final ZoneOutage OUTAGE = new ZoneOutage(Fleet.SCOPE, "us-east-1a", Fleet.THEN);

    private final MemoryStore store = new MemoryStore(Fleet.SITE);
    private final RecordingDriver driver = new RecordingDriver();
    private final Queue<Runnable> soon = new ArrayDeque<>();
    private final List<Runnable> ticks = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private Timers.Timer after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            soon.add(task);
        } else {
            ticks.add(task);
        }
        return () -> {};
    }

    private Controller.Ports ports(Executor loop) {
        Clock clock =
                new Clock() {
                    @Override
                    public Instant now() {
                        return Fleet.THEN;
                    }

                    @Override
                    public long nanoTime() {
                        return 0;
                    }
                };
        return new Controller.Ports(
                store,
                driver,
                Functions.none(),
                new SimulatedMetrics(),
                clock,
                clock,
                this::after,
                loop,
                Runnable::run,
                new Random(1));
    }

    private Rounds rounds(Reconciler... reconcilers) {
        var rounds = new Rounds(ports(Runnable::run), Limits.DEFAULTS);
        rounds.inEveryRound(List.of(reconcilers));
        return rounds;
    }

    private Reconciler tells(String name) {
        return _ -> told.add(name);
    }

    /// A reconciler that is never content.
    private Reconciler changes(String name) {
        return draft -> {
            told.add(name);
            draft.put(OUTAGE);
        };
    }

    private static void fails() {
        throw new IllegalStateException("a reconciler of the test fails");
    }

    private void runAll() {
        while (!soon.isEmpty()) {
            soon.remove().run();
        }
    }

    private boolean isOut() {
        return store.world().isOut(Fleet.SCOPE, "us-east-1a");
    }

    @Test
    void manyWishesMakeOneRound() {
        Rounds rounds = rounds(tells("a"), tells("b"));
        rounds.wake();
        rounds.wake();
        rounds.wake();
        assertThat(told).as("not at once").isEmpty();
        runAll();
        assertThat(told).containsExactly("a", "b");
        rounds.wake();
        runAll();
        assertThat(told).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aRoundThatChangedSomethingIsFollowedByAnother() {
        var left = new ArrayDeque<>(List.of(OUTAGE));
        Rounds rounds =
                rounds(draft -> {
                    told.add("round");
                    Optional.ofNullable(left.poll()).ifPresent(draft::put);
                });
        rounds.wake();
        runAll();
        assertThat(told).hasSize(2);
        assertThat(isOut()).isTrue();
    }

    @Test
    void reconcilersThatAreNeverContentCannotTakeTheThread() {
        Rounds rounds = rounds(changes("restless"));
        rounds.tick();
        runAll();
        assertThat(told).hasSize(Limits.DEFAULTS.roundsInARow());
        ticks.getFirst().run();
        runAll();
        assertThat(told)
                .as("they go on at the next tick")
                .hasSize(2 * Limits.DEFAULTS.roundsInARow());
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromTheirWork() {
        Rounds rounds =
                rounds(
                        tells("before"),
                        draft -> {
                            draft.put(OUTAGE);
                            fails();
                        },
                        tells("after"));
        rounds.wake();
        runAll();
        assertThat(told).containsExactly("before", "after");
        assertThat(isOut()).as("nothing of what it drafted happens").isFalse();
    }

    @Test
    void eachLooksAtWhatTheOneBeforeLeft() {
        Rounds rounds =
                rounds(
                        changes("first"),
                        draft ->
                                told.add("out: " + draft.world().isOut(Fleet.SCOPE, "us-east-1a")));
        rounds.wake();
        soon.remove().run();
        assertThat(told).containsExactly("first", "out: true");
    }

    @Test
    void aFullDiskIsTriedAgainAtTheNextTick() {
        Rounds rounds = rounds(changes("writer"), tells("other"));
        store.diskFull(true);
        rounds.tick();
        runAll();
        assertThat(told).containsExactly("writer", "other");
        assertThat(isOut()).isFalse();

        store.diskFull(false);
        ticks.getFirst().run();
        soon.remove().run();
        assertThat(isOut()).isTrue();
    }

    @Test
    void whoDraftedHearsWhenItIsDurable() {
        Rounds rounds =
                rounds(
                        new Reconciler() {
                            @Override
                            public void reconcile(Draft draft) {
                                draft.put(OUTAGE);
                            }

                            @Override
                            public void committed() {
                                told.add("committed, out: " + isOut());
                            }
                        });
        store.diskFull(true);
        rounds.tick();
        runAll();
        assertThat(told).isEmpty();
        store.diskFull(false);
        ticks.getFirst().run();
        soon.remove().run();
        assertThat(told).containsExactly("committed, out: true");
    }

    @Test
    void upkeepIsForTicksOnly() {
        Rounds rounds = rounds(tells("round"));
        rounds.atEveryTick(List.of(tells("upkeep")));
        rounds.wake();
        runAll();
        assertThat(told).containsExactly("round");
        rounds.tick();
        runAll();
        assertThat(told).containsExactly("round", "upkeep", "round");
        assertThat(ticks).hasSize(1);
    }

    private Controller controller(Executor loop) {
        return new Controller(ports(loop), Limits.DEFAULTS);
    }

    private static void assertFailed(
            CompletableFuture<String> answer, Class<? extends Throwable> with) {
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(with);
    }

    private static Command<String> puts() {
        return _ -> new Command.Decided<>(List.of(new Change.Put(OUTAGE)), "put");
    }

    @Test
    void aCommandIsAnsweredOnceItsChangesAreDurable() {
        Controller controller = controller(Runnable::run);
        assertThat(controller.submit(puts())).isCompletedWithValue("put");
        assertThat(controller.world()).isSameAs(store.world());
        assertThat(store.reopened().world().isOut(Fleet.SCOPE, "us-east-1a")).isTrue();
        assertThat(soon).as("a round follows").hasSize(1);
    }

    @Test
    void aCommandThatChangesNothingIsAnsweredWithoutTheDisk() {
        store.diskFull(true);
        var answer =
                controller(Runnable::run).submit(_ -> new Command.Decided<>(List.of(), "seen"));
        assertThat(answer).isCompletedWithValue("seen");
        assertThat(soon).isEmpty();
    }

    @Test
    void aCommandThatThrowsChangesNothing() {
        World before = store.world();
        CompletableFuture<String> answer =
                controller(Runnable::run)
                        .submit(_ -> {
                            throw new IllegalArgumentException("no such group");
                        });
        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join).hasMessageContaining("no such group");
        assertThat(store.world()).isSameAs(before);
    }

    @Test
    void aCommandThatCannotBeMadeDurableFails() {
        store.diskFull(true);
        CompletableFuture<String> answer = controller(Runnable::run).submit(puts());
        assertFailed(answer, StoreException.class);
        assertThat(isOut()).isFalse();
    }

    @Test
    void aCommandThatFindsNoRoomFails() {
        Executor full =
                _ -> {
                    throw new RejectedExecutionException("too many tasks");
                };
        assertFailed(controller(full).submit(puts()), RejectedExecutionException.class);
        assertThat(isOut()).isFalse();
    }

    @Test
    void aCommandSeesTheMomentItRunsAt() {
        Controller controller = controller(Runnable::run);
        controller.submit(puts());
        CompletableFuture<String> answer =
                controller.submit(moment ->
                        new Command.Decided<>(
                                List.of(
                                        new Change.Remove(
                                                Key.of(
                                                        ZoneOutage.class,
                                                        Fleet.SCOPE,
                                                        "us-east-1a"))),
                                moment.now()
                                        + " "
                                        + moment.world().isOut(Fleet.SCOPE, "us-east-1a")));
        assertThat(answer).isCompletedWithValue(Fleet.THEN + " true");
        assertThat(isOut()).isFalse();
    }

    @Test
    void whatTheHealthChecksSawIsTakenInAndLookedAt() {
        Controller controller = controller(Runnable::run);
        var target = new TargetRef(Fleet.TARGETS.value(), "i-1", 80);
        controller.observe(target, Optional.of(TargetHealth.HEALTHY));
        assertThat(controller.world().health(target)).isEqualTo(TargetHealth.HEALTHY);
        assertThat(soon).hasSize(1);
        controller.observe(target, Optional.empty());
        assertThat(controller.world().health(target)).isEqualTo(TargetHealth.INITIAL);
    }

    @Test
    void verdictsThatComeTogetherMakeOneWorld() {
        var loop = new ArrayList<Runnable>();
        Controller controller = controller(loop::add);
        var worlds = new ArrayList<World>();
        store.subscribe(worlds::add);
        for (int port = 1; port <= 1000; port++) {
            var target = new TargetRef(Fleet.TARGETS.value(), "i-1", port);
            controller.observe(target, Optional.of(TargetHealth.INITIAL));
            controller.observe(target, Optional.of(TargetHealth.HEALTHY));
        }
        assertThat(loop).hasSize(1);
        loop.getFirst().run();
        assertThat(worlds).hasSize(2);
        assertThat(worlds.getLast().healthIn(Fleet.TARGETS.value())).hasSize(1000);
    }

    @Test
    void verdictsThatFindTheLoopFullAreTakenInAtTheNextTick() {
        var full = new AtomicBoolean(true);
        Controller controller =
                controller(task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                });
        var target = new TargetRef(Fleet.TARGETS.value(), "i-1", 80);
        controller.observe(target, Optional.of(TargetHealth.HEALTHY));
        full.set(false);
        controller.start();
        assertThat(controller.world().health(target)).isEqualTo(TargetHealth.HEALTHY);
    }

    @Test
    void aRebootGoesStraightToTheMachine() {
        World before = store.world();
        controller(Runnable::run).reboot(new InstanceId("i-00000000000000001"));
        assertThat(driver.asked()).containsExactly("reboot i-00000000000000001");
        assertThat(store.world()).isSameAs(before);
    }

    @Test
    void aStartTellsTheDriverTheZonesAndAsksWhatRuns() {
        Controller controller = controller(Runnable::run);
        assertThat(driver.listingsAsked()).isZero();
        controller.start();
        runAll();
        assertThat(driver.listingsAsked()).isEqualTo(1);
        assertThat(driver.asked())
                .containsExactly("zone us-east-1a on", "zone us-east-1b on", "zone us-east-1c on");
        assertThat(ticks).hasSize(1);
    }

    @Test
    void theDriverIsToldOfAZoneWhenItChanges() {
        Controller controller = controller(Runnable::run);
        controller.submit(puts());
        controller.start();
        runAll();
        assertThat(driver.asked())
                .containsExactly("zone us-east-1a off", "zone us-east-1b on", "zone us-east-1c on");

        controller.submit(_ -> new Command.Decided<>(List.of(new Change.Remove(OUTAGE.key())), ""));
        runAll();
        assertThat(driver.asked()).hasSize(4).endsWith("zone us-east-1a on");
        controller.submit(_ -> new Command.Decided<>(List.of(new Change.Remove(OUTAGE.key())), ""));
        runAll();
        assertThat(driver.asked()).as("no news").hasSize(4);
    }
}
