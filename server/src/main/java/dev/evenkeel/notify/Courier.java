package dev.evenkeel.notify;

import dev.evenkeel.model.Notification;
import dev.evenkeel.model.World;
import dev.evenkeel.notify.Carrier.Carried;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Pause;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Sees to it that the messages that wait in the world are carried, in order, and says so when they
/// are. A message is carried at least once: who ends between carrying it and saying so carries it
/// again.
///
/// One thread of its own; [#use] and [#close] are for any.
public final class Courier implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Courier.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final Duration SAYING = Duration.ofSeconds(10);

    private final Carrier carrier;
    private final Function<List<Notification>, CompletableFuture<?>> delivered;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<World> world = Optional.empty();
    private boolean closing;

    /// @param delivered told what was carried; completes once it no longer waits in the world
    public Courier(
            Carrier carrier,
            Function<List<Notification>, CompletableFuture<?>> delivered,
            Pause pause) {
        this.carrier = carrier;
        this.delivered = delivered;
        this.pause = pause;
    }

    public void start(Background background) {
        background.run("notifications", this::run);
    }

    /// The world as it is now.
    public void use(World next) {
        lock.lock();
        try {
            world = Optional.of(next);
            if (isAnyWaiting(next)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAnyWaiting(World world) {
        return world.regions().stream()
                .anyMatch(region -> !region.all(Notification.class).isEmpty());
    }

    private void run() {
        try {
            int failures = 0;
            List<Notification> waiting = await();
            while (!waiting.isEmpty()) {
                Optional<String> failure = deliver(waiting);
                failures = failure.isPresent() ? failures + 1 : told(failures);
                if (failure.isPresent()) {
                    tell(failures, failure.get());
                    pause.of(pauseAfter(failures));
                }
                waiting = await();
            }
        } finally {
            carrier.close();
            ended.countDown();
        }
    }

    /// What is in the way, if something is. A bug in a carrier is in the way like anything else.
    private Optional<String> deliver(List<Notification> waiting) {
        try {
            Carried carried = carrier.carry(waiting);
            if (carried.count() > 0) {
                delivered
                        .apply(waiting.subList(0, carried.count()))
                        .get(SAYING.toSeconds(), TimeUnit.SECONDS);
            }
            return carried.failure();
        } catch (ExecutionException | TimeoutException busy) {
            return Optional.of("the control plane does not take note: " + busy);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.of("the server ends");
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "notifications could not be carried", bug);
            return Optional.of(bug.toString());
        }
    }

    private static int told(int failures) {
        if (failures > 0) {
            LOG.log(Level.INFO, "notifications are delivered again, at attempt {0}", failures + 1);
        }
        return 0;
    }

    private static void tell(int failures, String why) {
        if (failures == 1) {
            LOG.log(Level.WARNING, "notifications wait: {0}", why);
        } else {
            LOG.log(Level.DEBUG, "notifications wait, attempt {0}: {1}", failures, why);
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /// Returns once something waits; empty when this is to end.
    private List<Notification> await() {
        lock.lock();
        try {
            List<Notification> waiting = waiting();
            while (waiting.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
                waiting = waiting();
            }
            return closing ? List.of() : waiting;
        } finally {
            lock.unlock();
        }
    }

    private List<Notification> waiting() {
        return world.stream()
                .flatMap(w -> w.regions().stream())
                .flatMap(region -> region.all(Notification.class).stream())
                .toList();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            var _ = ended.await(ENDING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
