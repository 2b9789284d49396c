package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Checks the health of every target in use, from each node that may send requests to it, and tells
/// each change of what the nodes found.
///
/// [#use] may be called by any thread; everything else happens on the prober's own event loop. The
/// listener is called there too: `Optional.empty()` says that the target is checked no longer.
public final class Prober implements AutoCloseable {
    /// New targets are asked for the first time within this time, whatever their interval, unless
    /// there are very many.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(1);

    /// What each of many adds to that time.
    private static final Duration EACH = Duration.ofMillis(1);

    private final Sockets sockets = new Sockets();
    private final Schedule schedule = new Schedule(sockets.loop());
    private final Asker asker = new Asker(sockets, schedule);
    private final Clock clock;
    private final Journal journal;
    private final BiConsumer<TargetRef, Optional<TargetHealth>> listener;
    private final Watch.Surroundings surroundings;
    private final AtomicReference<Optional<World>> latest = new AtomicReference<>(Optional.empty());
    private final Map<Scope, World.Region> regions = new HashMap<>();
    private final Map<Scope, Map<TargetRef, Watch>> watches = new HashMap<>();

    public Prober(RandomGenerator random, BiConsumer<TargetRef, Optional<TargetHealth>> listener) {
        this(random, listener, Clock.system(), _ -> {});
    }

    /// `journal` hears of every single check.
    public Prober(
            RandomGenerator random,
            BiConsumer<TargetRef, Optional<TargetHealth>> listener,
            Clock clock,
            Journal journal) {
        this.listener = listener;
        this.clock = clock;
        this.journal = journal;
        this.surroundings = new Watch.Surroundings(schedule, random, this::ask, listener::accept);
    }

    /// One check that ended. `kind` is `http`, `https`, `tcp` or `tls`; `code` the status of HTTP
    /// or of gRPC, 0 if none came.
    public record Checked(
            NodeRef node,
            TargetRef target,
            InetSocketAddress address,
            String kind,
            CheckResult result,
            int code,
            long nanos) {
        /// The target's address and port, as they stand in a URL.
        public String authority() {
            return Check.authority(address);
        }
    }

    /// Hears of checks, on the prober's event loop.
    @FunctionalInterface
    public interface Journal {
        void checked(Checked check);
    }

    /// Checks what `world` needs checked from now on. Cheap for the caller.
    public void use(World world) {
        Optional<World> unseen = latest.getAndSet(Optional.of(world));
        if (unseen.isEmpty() && !sockets.isClosing()) {
            sockets.loop().execute(this::catchUp);
        }
    }

    /// Verdicts leave a region as it is, so they cost nothing here.
    private void catchUp() {
        World world = latest.getAndSet(Optional.empty()).orElseThrow();
        for (World.Region region : world.regions()) {
            World.Region before = regions.put(region.scope(), region);
            if (before == null || !Checks.areSame(before, region)) {
                watch(region.scope(), Checks.in(world, region));
            }
        }
    }

    private void watch(Scope scope, Map<TargetRef, List<Check>> wanted) {
        Map<TargetRef, Watch> watched = watches.computeIfAbsent(scope, any -> new HashMap<>());
        Map<TargetRef, Watch> gone = new HashMap<>(watched);
        gone.keySet().removeAll(wanted.keySet());
        watched.keySet().removeAll(gone.keySet());
        gone.forEach(this::forget);
        int known = watched.values().stream().mapToInt(Watch::size).sum();
        int newcomers = wanted.values().stream().mapToInt(List::size).sum() - known;
        wanted.forEach((target, each) ->
                watched.computeIfAbsent(
                                target,
                                _ -> new Watch(target, surroundings, each.getFirst().address()))
                        .use(each, within(each, newcomers)));
    }

    private void forget(TargetRef target, Watch watch) {
        watch.stop();
        listener.accept(target, Optional.empty());
    }

    /// Many targets are spread over a longer time, the interval at most.
    private static Duration within(List<Check> checks, int newcomers) {
        Duration spread = EACH.multipliedBy(newcomers);
        Duration longest = checks.getFirst().terms().interval();
        Duration wanted = spread.compareTo(FIRST_CHECK) < 0 ? FIRST_CHECK : spread;
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    private void ask(Check check, Consumer<CheckResult> answer) {
        long began = clock.nanoTime();
        asker.ask(
                check,
                (result, code) -> {
                    if (sockets.isClosing()) {
                        // What we broke off ourselves says nothing about the target.
                        return;
                    }
                    journal.checked(
                            new Checked(
                                    check.node(),
                                    check.target(),
                                    check.address(),
                                    check.kind(),
                                    result,
                                    code,
                                    clock.nanoTime() - began));
                    answer.accept(result);
                });
    }

    @Override
    public void close() {
        sockets.close();
    }
}
