package dev.evenkeel.sim;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.model.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Machines that outlive the control plane. They are slow, refuse, lose answers or repeat them, and
/// show stale listings, as often as told.
public final class SimulatedMachines implements InstanceDriver {
    private final SimulatedTime time;
    private final TreeMap<InstanceId, Seen> machines = new TreeMap<>();
    private final List<Order> launched = new ArrayList<>();
    private final Set<String> unreachable = new TreeSet<>();
    private Duration slowest = Duration.ofSeconds(2);
    private int faultPercent;

    public SimulatedMachines(SimulatedTime time) {
        this.time = time;
    }

    /// Every `percent`th thing goes wrong, and whatever happens takes up to `slowest`.
    public void behave(int percent, Duration nextSlowest) {
        faultPercent = percent;
        slowest = nextSlowest;
    }

    /// Every machine ever started, in order.
    public List<Order> launched() {
        return Collections.unmodifiableList(launched);
    }

    public Set<InstanceId> running() {
        var running = new TreeSet<InstanceId>();
        machines.forEach((id, seen) -> {
            if (seen.running()) {
                running.add(id);
            }
        });
        return running;
    }

    public Set<InstanceId> present() {
        return Collections.unmodifiableSet(machines.keySet());
    }

    /// A machine's process dies; its directory stays.
    public void kill(InstanceId id) {
        machines.computeIfPresent(id, (_, _) -> seen(false));
    }

    /// A machine is gone with all it had.
    public void lose(InstanceId id) {
        machines.remove(id);
    }

    private static Seen seen(boolean running) {
        return new Seen(running, 0, 0, 0);
    }

    @Override
    public void launch(Order order, Consumer<Outcome> whenDone) {
        later(whenDone, () -> doLaunch(order));
    }

    private Outcome doLaunch(Order order) {
        if (unreachable.contains(order.placement().zone())) {
            return new Outcome.Refused("InsufficientInstanceCapacity", "The zone is off", false);
        }
        if (!machines.containsKey(order.id())) {
            launched.add(order);
            machines.put(order.id(), seen(true));
        }
        return new Outcome.Done();
    }

    @Override
    public void start(InstanceId id, Consumer<Outcome> whenDone) {
        later(
                whenDone,
                () ->
                        machines.computeIfPresent(id, (_, _) -> seen(true)) == null
                                ? new Outcome.Refused("IncorrectInstanceState", "gone", false)
                                : new Outcome.Done());
    }

    @Override
    public void stop(InstanceId id, Consumer<Outcome> whenDone) {
        later(
                whenDone,
                () -> {
                    kill(id);
                    return new Outcome.Done();
                });
    }

    @Override
    public void hibernate(InstanceId id, Consumer<Outcome> whenDone) {
        stop(id, whenDone);
    }

    @Override
    public void reboot(InstanceId id, Consumer<Outcome> whenDone) {
        later(whenDone, Outcome.Done::new);
    }

    @Override
    public void terminate(InstanceId id, Consumer<Outcome> whenDone) {
        later(
                whenDone,
                () -> {
                    machines.remove(id);
                    return new Outcome.Done();
                });
    }

    private void later(Consumer<Outcome> whenDone, Supplier<Outcome> work) {
        time.after(
                time.upTo(slowest),
                () -> {
                    if (time.chance(faultPercent / 2)) {
                        return; // The request was lost on its way.
                    }
                    Outcome outcome =
                            time.chance(faultPercent)
                                    ? new Outcome.Refused(
                                            "InsufficientInstanceCapacity",
                                            "There is not enough capacity",
                                            time.chance(50))
                                    : work.get();
                    answer(whenDone, outcome);
                });
    }

    private void answer(Consumer<Outcome> whenDone, Outcome outcome) {
        if (time.chance(faultPercent)) {
            return; // The answer is lost.
        }
        time.after(time.upTo(slowest), () -> whenDone.accept(outcome));
        if (time.chance(faultPercent)) {
            time.after(time.upTo(slowest.multipliedBy(5)), () -> whenDone.accept(outcome));
        }
    }

    @Override
    public void list(Consumer<Listing> whenDone) {
        time.after(
                time.upTo(slowest.dividedBy(4)),
                () -> {
                    var listing = new Listing(time.now(), new TreeMap<>(machines));
                    if (!time.chance(faultPercent)) {
                        time.after(time.upTo(slowest), () -> whenDone.accept(listing));
                    }
                });
    }

    @Override
    public Optional<ConsoleOutput> console(InstanceId id) {
        return Optional.empty();
    }

    @Override
    public void zoneReachable(String zone, boolean reachable) {
        if (reachable) {
            unreachable.remove(zone);
        } else {
            unreachable.add(zone);
        }
    }
}
