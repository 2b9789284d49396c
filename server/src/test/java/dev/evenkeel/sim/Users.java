package dev.evenkeel.sim;

import dev.evenkeel.control.Command;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.StepAside;
import dev.evenkeel.decide.instance.SpotCapacity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.WarmPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Users who hold members at hooks, put them aside and bring them back, and refresh the group. All
/// by the dice of the plant's seed.
final class Users {
    private final Plant plant;

    Users(Plant plant) {
        this.plant = plant;
    }

    /// What some groups have and others not.
    List<Resource> extras() {
        var extras = new ArrayList<Resource>();
        if (plant.time().chance(40)) {
            extras.add(hook("boot", LifecycleHook.Transition.LAUNCHING));
        }
        if (plant.time().chance(40)) {
            extras.add(hook("logs", LifecycleHook.Transition.TERMINATING));
        }
        if (plant.time().chance(30)) {
            boolean running = plant.time().chance(30);
            extras.add(
                    new WarmPool(
                            Fleet.SCOPE,
                            Plant.GROUP,
                            plant.time().random().nextInt(3),
                            Optional.of(plant.time().random().nextInt(8)),
                            running ? WarmPool.State.RUNNING : resting(),
                            plant.time().chance(50),
                            false));
        }
        return extras;
    }

    private WarmPool.State resting() {
        return plant.time().chance(40) ? WarmPool.State.HIBERNATED : WarmPool.State.STOPPED;
    }

    private LifecycleHook hook(String name, LifecycleHook.Transition transition) {
        return new LifecycleHook(
                Fleet.SCOPE,
                Plant.GROUP,
                name,
                transition,
                Duration.ofSeconds(30 + plant.time().random().nextInt(60)),
                transition == LifecycleHook.Transition.LAUNCHING || plant.time().chance(80),
                "",
                "",
                "");
    }

    /// Begins a refresh, unless one is under way.
    void refresh() {
        change(moment ->
                moment.world().in(Fleet.SCOPE).all(InstanceRefresh.class).stream()
                                .allMatch(r -> r.status().hasEnded())
                        ? List.of(new Change.Put(refresh(moment.now())))
                        : List.of());
    }

    private InstanceRefresh refresh(Instant start) {
        var preferences =
                new InstanceRefresh.Preferences(
                        Optional.of(plant.time().random().nextInt(101)),
                        Optional.of(100 + plant.time().random().nextInt(50)),
                        Optional.of(Duration.ofSeconds(plant.time().random().nextInt(30))),
                        plant.time().chance(30) ? List.of(50, 100) : List.of(),
                        Duration.ofSeconds(60),
                        plant.time().chance(20),
                        false,
                        InstanceRefresh.Spared.IGNORE,
                        InstanceRefresh.Spared.IGNORE,
                        List.of(),
                        Duration.ofSeconds(30));
        return new InstanceRefresh(
                Fleet.SCOPE,
                Plant.GROUP,
                "refresh",
                preferences,
                Optional.empty(),
                start,
                start,
                Optional.empty(),
                InstanceRefresh.Status.PENDING,
                "",
                new InstanceRefresh.Progress(0, 0, 0, Optional.empty(), start),
                Optional.empty());
    }

    void putAside(Instance member) {
        change(moment ->
                found(moment, member)
                        .filter(i -> lifecycle(i) == Lifecycle.IN_SERVICE)
                        .map(i ->
                                StepAside.enterStandby(
                                        moment, Plant.group(moment.world()), List.of(i), false))
                        .orElse(List.of()));
    }

    /// Whoever stands by comes back, as far as the group has room.
    void bringBack() {
        change(moment -> {
            AutoScalingGroup group = Plant.group(moment.world());
            int room = group.capacity().max() - group.capacity().desired();
            List<Instance> back =
                    moment.world().in(Fleet.SCOPE).all(Instance.class).stream()
                            .filter(i -> lifecycle(i) == Lifecycle.STANDBY)
                            .limit(room)
                            .toList();
            return StepAside.exitStandby(moment, group, back);
        });
    }

    /// Those who wait at hooks are told to go on, or seldom to give up.
    void completeActions() {
        boolean goesOn = plant.time().chance(80);
        change(moment ->
                moment.world().in(Fleet.SCOPE).all(LifecycleAction.class).stream()
                        .filter(a -> a.outcome().isEmpty())
                        .<Change>map(a -> new Change.Put(a.ended(goesOn, "told")))
                        .toList());
    }

    /// Every second Spot instance is taken back after its notice.
    void reclaim() {
        change(moment ->
                SpotCapacity.reclaim(
                        moment,
                        moment.world().in(Fleet.SCOPE).all(Instance.class).stream()
                                .filter(i -> i.settings().spot().isPresent())
                                .filter(i -> !i.state().isEnding())
                                .filter(i -> i.id().hashCode() % 2 == 0)
                                .toList()));
    }

    private static Optional<Instance> found(Moment moment, Instance instance) {
        return moment.world().in(Fleet.SCOPE).find(Instance.class, instance.id());
    }

    private static Lifecycle lifecycle(Instance instance) {
        return Plant.lifecycle(instance);
    }

    private void change(Function<Moment, List<Change>> decide) {
        plant.controller().submit(moment -> new Command.Decided<>(decide.apply(moment), "done"));
    }
}
