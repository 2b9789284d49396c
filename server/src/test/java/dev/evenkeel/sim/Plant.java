package dev.evenkeel.sim;

import dev.evenkeel.control.Command;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Forecasts;
import dev.evenkeel.control.Limits;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import dev.evenkeel.state.MemoryStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// A control plane with its disk, its machines and its metrics. It may crash and start again: the
/// disk and the machines stay.
public final class Plant {
    public static final String GROUP = "web";

    private final Limits limits;
    private final SimulatedTime time;
    private final SimulatedMachines machines;
    private final SimulatedFunctions functions;
    private final SimulatedMetrics metrics = new SimulatedMetrics();
    private MemoryStore store;
    private Life life;

    public Plant(long seed, Site site) {
        this(seed, site, Limits.DEFAULTS);
    }

    Plant(long seed, Site site, Limits limits) {
        this.limits = limits;
        time = new SimulatedTime(seed);
        machines = new SimulatedMachines(time);
        functions = new SimulatedFunctions(time);
        store = new MemoryStore(site);
        life = new Life();
    }

    /// One life of the control plane's process. When it is over, nothing of it runs any more.
    private final class Life {
        private final Controller controller;
        private boolean isOver;

        Life() {
            controller =
                    new Controller(
                            new Controller.Ports(
                                    store,
                                    machines,
                                    functions,
                                    metrics,
                                    time,
                                    time,
                                    (delay, task) -> time.after(delay, () -> run(task)),
                                    task -> time.after(Duration.ZERO, () -> run(task)),
                                    task -> time.after(Duration.ZERO, () -> run(task)),
                                    time.random()),
                            limits);
            controller.start();
            new Forecasts(
                            controller,
                            metrics,
                            time,
                            (delay, task) -> time.after(delay, () -> run(task)),
                            task -> time.after(Duration.ZERO, () -> run(task)))
                    .start();
        }

        private void run(Runnable task) {
            if (isOver) {
                return;
            }
            try {
                task.run();
            } catch (MemoryStore.ProcessDied _) {
                crash();
            }
        }
    }

    /// Ends the process here and now, and starts the next one.
    public void crash() {
        life.isOver = true;
        store = store.reopened();
        life = new Life();
    }

    public SimulatedTime time() {
        return time;
    }

    public SimulatedMachines machines() {
        return machines;
    }

    public SimulatedFunctions functions() {
        return functions;
    }

    public SimulatedMetrics metrics() {
        return metrics;
    }

    public MemoryStore store() {
        return store;
    }

    public Controller controller() {
        return life.controller;
    }

    public World world() {
        return store.world();
    }

    public CompletableFuture<String> put(Resource... resources) {
        List<Change> changes = Arrays.stream(resources).<Change>map(Change.Put::new).toList();
        return controller().submit(_ -> new Command.Decided<>(changes, "done"));
    }

    /// What a user's request does to the group.
    public CompletableFuture<String> change(UnaryOperator<AutoScalingGroup.Edit> edit) {
        return controller()
                .submit(moment -> {
                    var next = edit.apply(group(moment.world()).edit()).done();
                    return new Command.Decided<>(List.of(new Change.Put(next)), "done");
                });
    }

    public static AutoScalingGroup group(World world) {
        return world.in(world.site().home()).find(AutoScalingGroup.class, GROUP).orElseThrow();
    }

    public AutoScalingGroup group() {
        return group(world());
    }

    /// The members of the group that have not ended.
    public List<Instance> members() {
        return instances().stream().filter(i -> lifecycle(i) != Lifecycle.TERMINATED).toList();
    }

    public List<Instance> in(Lifecycle lifecycle) {
        return instances().stream().filter(i -> lifecycle(i) == lifecycle).toList();
    }

    public List<Instance> instances() {
        return List.copyOf(world().in(world().site().home()).all(Instance.class));
    }

    static Lifecycle lifecycle(Instance instance) {
        return instance.membership().map(GroupMembership::lifecycle).orElseThrow();
    }

    /// Everything moves on until all members serve and come to what is wanted, or a little more if
    /// they are weighted.
    public boolean isFilled(AutoScalingGroup wanted, Duration limit) {
        return time.runUntil(
                () -> {
                    List<Instance> serving = in(Lifecycle.IN_SERVICE);
                    int units = GroupView.units(serving);
                    int surplus = units - wanted.capacity().desired();
                    return members().size() == serving.size()
                            && surplus >= 0
                            && surplus < wanted.launchSource().heaviest();
                },
                limit);
    }

    /// Everything moves on until `lifecycle` has `count` members and no other is left.
    public boolean settles(int count, Duration limit) {
        return time.runUntil(
                () -> in(Lifecycle.IN_SERVICE).size() == count && members().size() == count, limit);
    }
}
