package dev.evenkeel.control;

import dev.evenkeel.model.Key;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Has something learned from measurements for every resource that asks for it: at once when it was
/// never done, and again when it is old. The measurements are read in the `background`, for one
/// resource after the other; everything else happens on the control thread.
///
/// @param <R> what is learned about
/// @param <C> the circumstances under which; a vain attempt is soon made again under others
final class Learner<R extends Resource, C> {
    /// How long what was learned is good for.
    static final Duration LIFETIME = Duration.ofHours(6);

    private static final Logger LOG = System.getLogger(Learner.class.getName());
    private static final Duration LOOKING = Duration.ofSeconds(5);

    /// How long until measurements that did not suffice are looked at again.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Subject<R, C> subject;
    private final Controller controller;
    private final Clock clock;
    private final Timers timers;
    private final Executor background;
    private final Map<Key, Attempt<C>> attempts = new HashMap<>();

    /// Set on the control thread, cleared on any.
    private volatile Optional<R> underWay = Optional.empty();

    private record Attempt<C>(C circumstances, Instant at) {}

    /// What is learned.
    interface Subject<R, C> {
        Collection<R> in(World.Region region);

        C circumstances(World.Region region, R resource);

        /// Whether it was never learned under these circumstances, or too long ago.
        boolean isDue(World.Region region, R resource, C circumstances, Instant now);

        /// Reads, and answers how to keep what was learned: the resource may have changed
        /// meanwhile. In the background.
        Command<Boolean> learn(R resource, C circumstances, Instant now);

        String inWords(R resource);
    }

    Learner(
            Subject<R, C> subject,
            Controller controller,
            Clock clock,
            Timers timers,
            Executor background) {
        this.subject = subject;
        this.controller = controller;
        this.clock = clock;
        this.timers = timers;
        this.background = background;
    }

    /// Looks now and again from now on. On the control thread.
    void start() {
        look();
        timers.after(toNextLook(), this::start);
    }

    private Duration toNextLook() {
        long period = LOOKING.toMillis();
        return Duration.ofMillis(period - Math.floorMod(clock.now().toEpochMilli(), period));
    }

    /// What is being learned, in words. On the control thread.
    List<String> underWay() {
        return underWay.map(subject::inWords).stream().toList();
    }

    private void look() {
        World world = controller.world();
        attempts.keySet().removeIf(key -> world.in(key.scope()).find(key).isEmpty());
        for (World.Region region : world.regions()) {
            for (R resource : subject.in(region)) {
                if (underWay.isEmpty()) {
                    consider(region, resource);
                }
            }
        }
    }

    private void consider(World.Region region, R resource) {
        Instant now = clock.now();
        C circumstances = subject.circumstances(region, resource);
        if (subject.isDue(region, resource, circumstances, now)
                && !triedLately(resource, circumstances, now)) {
            begin(resource, circumstances, now);
        }
    }

    private boolean triedLately(R resource, C circumstances, Instant now) {
        Attempt<C> last = attempts.get(resource.key());
        return last != null
                && last.circumstances().equals(circumstances)
                && now.isBefore(last.at().plus(PATIENCE));
    }

    private void begin(R resource, C circumstances, Instant now) {
        attempts.put(resource.key(), new Attempt<>(circumstances, now));
        underWay = Optional.of(resource);
        background.execute(() -> learn(resource, circumstances, now));
    }

    private void learn(R resource, C circumstances, Instant now) {
        try {
            controller
                    .submit(subject.learn(resource, circumstances, now))
                    .whenComplete((_, failure) -> end(resource, Optional.ofNullable(failure)));
        } catch (RuntimeException | Error failure) {
            end(resource, Optional.of(failure));
        }
    }

    private void end(R resource, Optional<Throwable> failure) {
        failure.ifPresent(
                cause -> LOG.log(Level.WARNING, subject.inWords(resource) + " failed", cause));
        underWay = Optional.empty();
    }
}
