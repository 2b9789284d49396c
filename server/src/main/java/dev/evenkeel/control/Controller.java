package dev.evenkeel.control;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.decide.alarm.Observed;
import dev.evenkeel.decide.forecast.PredictiveScaling;
import dev.evenkeel.decide.instance.SpotCapacity;
import dev.evenkeel.decide.message.SuppressedActions;
import dev.evenkeel.decide.scaling.Schedule;
import dev.evenkeel.decide.upkeep.Activation;
import dev.evenkeel.decide.upkeep.Drained;
import dev.evenkeel.decide.upkeep.Expiry;
import dev.evenkeel.function.Functions;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.state.Store;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The control plane: takes commands and observations from any thread, and keeps the world as its
/// users want it. It owns no decision; each is a reconciler's.
public final class Controller {
    private static final Logger LOG = System.getLogger(Controller.class.getName());

    private final Ports ports;
    private final Rounds rounds;
    private final Listings listings;
    private final Sightings sightings = new Sightings();
    private final InstanceRequests requests;
    private final AlarmReadings readings;
    private final FunctionRequests functions;

    /// What the control plane works with. `loop` and `timers` run their tasks on the control
    /// thread; `background` runs what waits for a disk. Decisions and timers go by `clock`; what is
    /// asked of the machine goes by its own, `machine`, also while the other one stands still.
    public record Ports(
            Store store,
            InstanceDriver driver,
            Functions functions,
            MetricReader metrics,
            Clock clock,
            Clock machine,
            Timers timers,
            Executor loop,
            Executor background,
            RandomGenerator random) {}

    public Controller(Ports ports, Limits limits) {
        this.ports = ports;
        this.rounds = new Rounds(ports, limits);
        this.listings = new Listings(ports.driver(), ports.loop(), rounds::wake, limits);
        this.requests = new InstanceRequests(ports.driver(), ports.loop(), rounds::wake, limits);
        this.readings = new AlarmReadings(ports.metrics(), ports.background(), this::wakeFromAfar);
        this.functions =
                new FunctionRequests(ports.functions(), ports.loop(), rounds::wake, limits);
        rounds.inEveryRound(reconcilers(limits));
        rounds.atEveryTick(upkeep(limits));
    }

    private List<Reconciler> reconcilers(Limits limits) {
        return List.of(
                new ZoneReconciler(ports.driver()),
                new InstanceReconciler(listings, requests, ports.machine(), limits),
                Activation::activate,
                new AlarmReconciler(readings),
                new CompositeReconciler(),
                new GroupReconciler(functions));
    }

    private List<Reconciler> upkeep(Limits limits) {
        return List.of(
                _ -> takeIn(),
                Schedule::run,
                PredictiveScaling::run,
                Drained::remove,
                SpotCapacity::end,
                SuppressedActions::release,
                draft -> Expiry.forgetTerminated(draft, limits.terminatedKept()),
                draft -> Expiry.forgetTokens(draft, limits.tokensKept()),
                draft -> Expiry.forgetActivities(draft, limits.activitiesKept()));
    }

    /// Begins to reconcile. Called once, from any thread.
    public void start() {
        ports.loop().execute(rounds::tick);
    }

    /// Looks at the world and the machine once more, without waiting for the next tick. On the
    /// control thread.
    public void look() {
        rounds.lookAtEverything();
    }

    /// What the machine was asked for and has not answered yet, in words. On the control thread.
    public List<String> underWay() {
        if (listings.latest().isEmpty()) {
            return List.of("the first look at the instances");
        }
        if (rounds.isDue()) {
            return List.of("a look at the world");
        }
        List<String> read = readings.underWay();
        return Stream.of(read, functions.underWay())
                .filter(open -> !open.isEmpty())
                .findFirst()
                .orElseGet(requests::underWay);
    }

    /// From any thread; when too much waits for the control thread, the next tick looks.
    private void wakeFromAfar() {
        try {
            ports.loop().execute(rounds::wake);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "what was read waits for the next tick", e);
        }
    }

    /// The latest snapshot, from any thread.
    public World world() {
        return ports.store().world();
    }

    /// Runs `command` on the control thread and completes there once its changes are durable; or
    /// exceptionally with what it threw, with what kept the changes from the disk, or with a
    /// [RejectedExecutionException] when too many commands wait.
    public <A> CompletableFuture<A> submit(Command<A> command) {
        return submit(command, rounds::wake);
    }

    /// @param whenChanged what follows if `command` changed something
    private <A> CompletableFuture<A> submit(Command<A> command, Runnable whenChanged) {
        var answer = new CompletableFuture<A>();
        try {
            ports.loop().execute(() -> perform(command, whenChanged, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private <A> void perform(
            Command<A> command, Runnable whenChanged, CompletableFuture<A> answer) {
        try {
            Command.Decided<A> decided = command.decide(rounds.moment());
            if (!decided.changes().isEmpty()) {
                rounds.commit(Consequences.of(decided.changes(), rounds.moment()));
                whenChanged.run();
            }
            answer.complete(decided.answer());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /// The datapoints an alarm would be judged by now, from any thread that may wait.
    public Observed observed(Alarm alarm) {
        return AlarmReading.of(ports.metrics(), world(), alarm, ports.clock().now()).observed();
    }

    /// Takes in what the health checks found out; empty once a target is checked no longer. From
    /// any thread. When too much waits for the control thread, the next tick looks.
    public void observe(TargetRef target, Optional<TargetHealth> verdict) {
        if (sightings.add(target, verdict)) {
            try {
                ports.loop().execute(this::takeIn);
            } catch (RejectedExecutionException e) {
                LOG.log(Level.DEBUG, "verdicts wait for the next tick", e);
            }
        }
    }

    private void takeIn() {
        var found = sightings.take();
        if (!found.isEmpty()) {
            rounds.observe(found);
        }
    }

    /// Forgets messages that were delivered, which gives nobody anything to do. From any thread;
    /// completes as [#submit] does.
    public CompletableFuture<Integer> delivered(List<Notification> messages) {
        return submit(
                moment -> {
                    List<Change> gone =
                            messages.stream()
                                    .filter(m -> isWaiting(moment.world(), m))
                                    .<Change>map(m -> new Change.Remove(m.key()))
                                    .toList();
                    return new Command.Decided<>(gone, gone.size());
                },
                () -> {});
    }

    private static boolean isWaiting(World world, Notification message) {
        return world.in(message.scope()).find(Notification.class, message.id()).isPresent();
    }

    /// Hands every listing of what runs to `follower` too, on the control thread. Called before the
    /// start.
    public void followListings(Consumer<Listing> follower) {
        listings.follow(follower);
    }

    /// Reboots a running instance; the world does not change by it.
    public void reboot(InstanceId instance) {
        ports.driver().reboot(instance, _ -> {});
    }
}
