package dev.evenkeel.simulate;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Machines that exist in name only: each runs once its start has passed, and never fails. On the
/// simulation's one thread.
final class Machines implements InstanceDriver {
    private static final Seen RUNNING = new Seen(true, 0, 0, 0);
    private static final Seen STOPPED = new Seen(false, 0, 0, 0);
    private static final Outcome DONE = new Outcome.Done();

    private final Clock clock;
    private final Timers timers;
    private final Duration start;
    private final TreeMap<InstanceId, Seen> seen = new TreeMap<>();
    private final Map<InstanceId, Timers.Timer> starting = new HashMap<>();
    private int launches;
    private int terminations;

    Machines(Clock clock, Timers timers, Duration start) {
        this.clock = clock;
        this.timers = timers;
        this.start = start;
    }

    int launches() {
        return launches;
    }

    int terminations() {
        return terminations;
    }

    @Override
    public void launch(Order order, Consumer<Outcome> whenDone) {
        if (seen.containsKey(order.id())) {
            answer(whenDone);
        } else if (!starting.containsKey(order.id())) {
            launches++;
            run(order.id(), whenDone);
        }
    }

    private void run(InstanceId id, Consumer<Outcome> whenDone) {
        starting.put(
                id,
                timers.after(
                        start,
                        () -> {
                            starting.remove(id);
                            seen.put(id, RUNNING);
                            whenDone.accept(DONE);
                        }));
    }

    @Override
    public void start(InstanceId id, Consumer<Outcome> whenDone) {
        run(id, whenDone);
    }

    @Override
    public void stop(InstanceId id, Consumer<Outcome> whenDone) {
        seen.computeIfPresent(id, (_, _) -> STOPPED);
        answer(whenDone);
    }

    @Override
    public void hibernate(InstanceId id, Consumer<Outcome> whenDone) {
        stop(id, whenDone);
    }

    @Override
    public void reboot(InstanceId id, Consumer<Outcome> whenDone) {
        answer(whenDone);
    }

    @Override
    public void terminate(InstanceId id, Consumer<Outcome> whenDone) {
        Timers.Timer coming = starting.remove(id);
        if (coming != null) {
            coming.cancel();
        }
        if (seen.remove(id) != null || coming != null) {
            terminations++;
        }
        answer(whenDone);
    }

    @Override
    public void list(Consumer<Listing> whenDone) {
        var listing = new Listing(clock.now(), new TreeMap<>(seen));
        Timers.Timer _ = timers.after(Duration.ZERO, () -> whenDone.accept(listing));
    }

    private void answer(Consumer<Outcome> whenDone) {
        Timers.Timer _ = timers.after(Duration.ZERO, () -> whenDone.accept(DONE));
    }

    @Override
    public Optional<ConsoleOutput> console(InstanceId id) {
        return Optional.empty();
    }

    @Override
    public void zoneReachable(String zone, boolean reachable) {
        // No zone of a scenario fails.
    }
}
