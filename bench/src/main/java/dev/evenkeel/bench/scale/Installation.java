package dev.evenkeel.bench.scale;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Handler;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.autoscaling.AutoScaling;
import dev.evenkeel.control.Command;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Limits;
import dev.evenkeel.function.Functions;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.SimulatedMachines;
import dev.evenkeel.sim.SimulatedTime;
import dev.evenkeel.state.Store;
import dev.evenkeel.wire.autoscaling.AutoScalingGroupNamesType;
import dev.evenkeel.wire.autoscaling.AutoScalingGroupsType;
import dev.evenkeel.wire.autoscaling.SetDesiredCapacityType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// The production control plane with a store, over machines that are arithmetic and a clock that is
/// turned; all on the calling thread, which counts the time it takes.
final class Installation {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int groups;
    private final Store store;
    private final SimulatedTime time = new SimulatedTime(1);
    private final SimulatedMachines machines = new SimulatedMachines(time);
    private final MetricStore metrics = new MetricStore(Retention.CLOUDWATCH);
    private final Operations autoScaling = AutoScaling.operations(metrics);
    private final Controller controller;
    private long busy;

    Installation(Store store, int groups) {
        this.store = store;
        this.groups = groups;
        machines.behave(0, Duration.ZERO);
        controller =
                new Controller(
                        new Controller.Ports(
                                store,
                                machines,
                                Functions.none(),
                                metrics,
                                time,
                                time,
                                (delay, task) -> time.after(delay, () -> counted(task)),
                                task -> time.after(Duration.ZERO, () -> counted(task)),
                                task -> time.after(Duration.ZERO, task),
                                time.random()),
                        Limits.DEFAULTS);
        controller.start();
    }

    private void counted(Runnable task) {
        long began = System.nanoTime();
        task.run();
        busy += System.nanoTime() - began;
    }

    /// All groups, with their instances in service and healthy, half a second after a tick.
    void fill() {
        time.runFor(Duration.ofMillis(500));
        put(Estate.shared());
        for (int number = 0; number < groups; number++) {
            put(new Estate(number).resources());
        }
        measureLoad();
        time.runFor(Duration.ofSeconds(2));
        for (Target target : region().all(Target.class)) {
            controller.observe(target.ref(), Optional.of(TargetHealth.HEALTHY));
        }
        time.runFor(Duration.ofSeconds(1));
        forgetMessages();
        int there = region().all(Target.class).size();
        if (there != instances() || there != groups * Estate.SIZE) {
            throw new IllegalStateException(there + " targets of " + instances() + " instances");
        }
    }

    /// Busy, but neither too busy nor too idle.
    private void measureLoad() {
        for (int number = 0; number < groups; number += 2) {
            metrics.record(
                    Estate.SCOPE, Estate.load(number), Datapoint.of(time.now(), 45), "Percent");
        }
        time.after(MINUTE, this::measureLoad);
    }

    private void put(List<? extends Resource> resources) {
        List<Change> changes = resources.stream().<Change>map(Change.Put::new).toList();
        var _ = controller.submit(_ -> new Command.Decided<>(changes, "done"));
    }

    World.Region region() {
        return store.world().in(Estate.SCOPE);
    }

    int instances() {
        return region().all(dev.evenkeel.model.Instance.class).size();
    }

    SimulatedMachines machines() {
        return machines;
    }

    /// The nanoseconds the control thread takes until `goal`, and no longer than `limit`.
    long until(BooleanSupplier goal, Duration limit) {
        long before = busy;
        if (!time.runUntil(goal, limit)) {
            throw new IllegalStateException("not reached");
        }
        return busy - before;
    }

    /// The nanoseconds it takes in a second with one tick in the middle.
    long second() {
        long before = busy;
        time.runFor(Duration.ofSeconds(1));
        return busy - before;
    }

    /// To half a second after the next tick.
    void forgetMessages() {
        var _ = controller.delivered(List.copyOf(region().all(Notification.class)));
        long _ = second();
    }

    @SuppressWarnings("unchecked") // The operation's own types.
    void setDesired(int number, int desired) {
        var handler =
                (Handler.Writing<SetDesiredCapacityType, ?>)
                        autoScaling.find("SetDesiredCapacity").orElseThrow();
        var input = new SetDesiredCapacityType(Estate.group(number), desired, false);
        var _ =
                controller.submit(moment -> {
                    Decision<?> decision = handler.write().decide(moment.world(), call(), input);
                    return new Command.Decided<>(decision.changes(), "done");
                });
    }

    @SuppressWarnings("unchecked") // The operation's own types.
    AutoScalingGroupsType describe(int number) {
        var handler =
                (Handler.Reading<AutoScalingGroupNamesType, AutoScalingGroupsType>)
                        autoScaling.find("DescribeAutoScalingGroups").orElseThrow();
        var input =
                AutoScalingGroupNamesType.builder()
                        .autoScalingGroupNames(List.of(Estate.group(number)))
                        .build();
        return handler.read().answer(store.world(), call(), input);
    }

    private Call call() {
        return new Call(
                Estate.SCOPE,
                "bench",
                new Caller(Estate.SCOPE.account(), Caller.ANONYMOUS),
                time.now(),
                new SplittableRandom(1));
    }
}
