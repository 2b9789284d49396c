package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict;
import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Checks the health of every target in use, and tells each change of a verdict.
///
/// [#use] may be called by any thread; everything else happens on the prober's own event loop. The
/// listener is called there too: `Optional.empty()` says that the target is checked no longer.
public final class Prober implements AutoCloseable {
    /// A new target is asked for the first time within this time, whatever its interval.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(1);

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("probe", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Asker asker = new Asker(loop);
    private final RandomGenerator random;
    private final Clock clock;
    private final Journal journal;
    private final BiConsumer<TargetRef, Optional<TargetHealth>> listener;
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
        this.random = random;
        this.listener = listener;
        this.clock = clock;
        this.journal = journal;
    }

    /// One check that ended. `kind` is `http`, `https`, `tcp` or `tls`; `code` the status of HTTP
    /// or of gRPC, 0 if none came.
    public record Checked(
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
        if (unseen.isEmpty() && !group.isShuttingDown()) {
            loop.execute(this::catchUp);
        }
    }

    /// Verdicts leave a region as it is, so they cost nothing here.
    private void catchUp() {
        World world = latest.getAndSet(Optional.empty()).orElseThrow();
        for (World.Region region : world.regions()) {
            if (regions.put(region.scope(), region) != region) {
                watch(region.scope(), Checks.in(world, region));
            }
        }
    }

    private void watch(Scope scope, Map<TargetRef, Check> wanted) {
        Map<TargetRef, Watch> watched = watches.computeIfAbsent(scope, any -> new HashMap<>());
        List<Watch> gone = new ArrayList<>(watched.values());
        gone.removeIf(watch -> wanted.containsKey(watch.check.target()));
        gone.forEach(watch -> forget(watched, watch));
        wanted.forEach((target, check) -> {
            Watch known = watched.get(target);
            if (known == null) {
                watched.put(target, new Watch(check));
            } else {
                known.use(check);
            }
        });
    }

    private void forget(Map<TargetRef, Watch> watched, Watch watch) {
        watch.stop();
        watched.remove(watch.check.target());
        listener.accept(watch.check.target(), Optional.empty());
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// A target under watch: its next check, and its verdict so far.
    private final class Watch {
        private Check check;
        private HealthVerdict verdict = HealthVerdict.NONE;
        private Future<?> next;
        private boolean asking;
        private boolean stopped;

        Watch(Check check) {
            this.check = check;
            this.next = firstTick();
        }

        private Future<?> firstTick() {
            Duration interval = check.interval();
            long within = (interval.compareTo(FIRST_CHECK) < 0 ? interval : FIRST_CHECK).toNanos();
            return loop.schedule(this::firstCheck, random.nextLong(within), TimeUnit.NANOSECONDS);
        }

        /// The second check comes early by a random part of half the interval, so that targets that
        /// were registered together are not asked together for ever.
        private void firstCheck() {
            long interval = check.interval().toNanos();
            next =
                    loop.schedule(
                            this::tick,
                            interval - random.nextLong(interval / 2),
                            TimeUnit.NANOSECONDS);
            ask();
        }

        private void tick() {
            next = loop.schedule(this::tick, check.interval().toNanos(), TimeUnit.NANOSECONDS);
            ask();
        }

        /// An answer that is still awaited is not asked for twice.
        private void ask() {
            if (!asking) {
                asking = true;
                Check asked = check;
                long began = clock.nanoTime();
                asker.ask(asked, (result, code) -> hear(asked, result, code, began));
            }
        }

        private void hear(Check asked, CheckResult result, int code, long began) {
            asking = false;
            journal.checked(
                    new Checked(
                            asked.target(),
                            asked.address(),
                            asked.kind(),
                            result,
                            code,
                            clock.nanoTime() - began));
            if (stopped || !asked.address().equals(check.address())) {
                return;
            }
            TargetHealth before = verdict.health();
            verdict = verdict.after(result, check.thresholds());
            if (!verdict.health().equals(before)) {
                listener.accept(check.target(), Optional.of(verdict.health()));
            }
        }

        void use(Check changed) {
            Check before = check;
            check = changed;
            if (!before.address().equals(changed.address())) {
                startOver();
            } else if (!before.interval().equals(changed.interval())) {
                next.cancel(false);
                next = firstTick();
            }
        }

        /// It moved: what was known was about another place.
        private void startOver() {
            verdict = HealthVerdict.NONE;
            next.cancel(false);
            next = firstTick();
            listener.accept(check.target(), Optional.empty());
        }

        void stop() {
            stopped = true;
            next.cancel(false);
        }
    }
}
