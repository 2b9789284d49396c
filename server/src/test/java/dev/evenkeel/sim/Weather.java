package dev.evenkeel.sim;

import dev.evenkeel.control.Command;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.state.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What befalls a plant: users who change their minds, machines that die, zones that fail, health
/// that flaps, load that rises, and the control plane's own end. All by the dice of the plant's
/// seed.
final class Weather {
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(7);
    private static final List<String> PROCESSES =
            List.of("Launch", "Terminate", "ReplaceUnhealthy", "AZRebalance", "HealthCheck");

    private final Plant plant;
    private final Users users;
    private int flapPercent;

    Weather(Plant plant) {
        this.plant = plant;
        this.users = new Users(plant);
    }

    /// The health checks: true to the machines, but for a few that flap.
    void check(int nextFlapPercent) {
        flapPercent = nextFlapPercent;
        probe();
    }

    private void probe() {
        for (Target target : plant.world().in(Fleet.SCOPE).all(Target.class)) {
            boolean runs =
                    plant.machines().running().stream()
                            .anyMatch(id -> id.value().equals(target.targetId()));
            boolean healthy = runs && !isOut(target) && !plant.time().chance(flapPercent);
            plant.controller()
                    .observe(
                            target.ref(),
                            Optional.of(
                                    healthy
                                            ? TargetHealth.HEALTHY
                                            : new TargetHealth(
                                                    TargetHealth.State.UNHEALTHY,
                                                    "Target.Timeout",
                                                    "Request timed out")));
        }
        plant.time().after(CHECK_PERIOD, this::probe);
    }

    private boolean isOut(Target target) {
        return plant.world().isOut(Fleet.SCOPE, target.zone().orElse(""));
    }

    /// One misfortune, or one wish.
    void strike() {
        switch (plant.time().random().nextInt(14)) {
            case 0, 1, 2 -> wish();
            case 3 -> anyMachine().ifPresent(id -> plant.machines().kill(id.instanceId()));
            case 4 -> anyMachine().ifPresent(id -> plant.machines().lose(id.instanceId()));
            case 5 -> anyMachine().ifPresent(this::touchByUser);
            case 6 -> plant.crash();
            case 7 ->
                    plant.store()
                            .dieAtNextCommit(
                                    plant.time().chance(50)
                                            ? MemoryStore.Death.BEFORE_THE_DISK
                                            : MemoryStore.Death.AFTER_THE_DISK);
            case 8 -> switchZone();
            case 9 -> anyMachine().ifPresent(users::putAside);
            case 10 -> users.bringBack();
            case 11 -> users.completeActions();
            case 12 -> users.refresh();
            default -> suspend();
        }
    }

    private void wish() {
        int desired = 1 + plant.time().random().nextInt(10);
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(1, desired, 10)));
        plant.metrics().show(plant.time().random().nextInt(100));
    }

    private Optional<Instance> anyMachine() {
        List<Instance> serving = plant.in(Lifecycle.IN_SERVICE);
        return serving.isEmpty()
                ? Optional.empty()
                : Optional.of(serving.get(plant.time().random().nextInt(serving.size())));
    }

    private void touchByUser(Instance instance) {
        Instance.State next =
                plant.time().chance(50) ? Instance.State.STOPPING : Instance.State.SHUTTING_DOWN;
        plant.controller()
                .submit(moment -> {
                    var changes = new ArrayList<Change>();
                    moment.world()
                            .in(Fleet.SCOPE)
                            .find(Instance.class, instance.id())
                            .filter(i -> i.state() == Instance.State.RUNNING)
                            .ifPresent(i -> changes.add(new Change.Put(i.withState(next, ""))));
                    return new Command.Decided<>(changes, "done");
                });
    }

    private void switchZone() {
        String zone = Fleet.ZONES.get(plant.time().random().nextInt(Fleet.ZONES.size()));
        var outage = new ZoneOutage(Fleet.SCOPE, zone, plant.time().now());
        Change change =
                plant.world().isOut(Fleet.SCOPE, zone)
                        ? new Change.Remove(outage.key())
                        : new Change.Put(outage);
        plant.controller().submit(_ -> new Command.Decided<>(List.of(change), "done"));
    }

    private void suspend() {
        String process = PROCESSES.get(plant.time().random().nextInt(PROCESSES.size()));
        plant.change(edit -> edit.suspendedProcesses(Set.of(process)));
    }

    /// The sun comes out: nothing fails any more, and all that was switched off is on again.
    void clear() {
        flapPercent = 0;
        plant.machines().behave(0, Duration.ofSeconds(2));
        plant.functions().behave(0, Duration.ofSeconds(2));
        plant.store().dieAtNextCommit(MemoryStore.Death.NONE);
        plant.metrics().show(Double.NaN);
        for (String zone : Fleet.ZONES) {
            var outage = new ZoneOutage(Fleet.SCOPE, zone, plant.time().now());
            plant.controller()
                    .submit(_ ->
                            new Command.Decided<>(
                                    List.of(new Change.Remove(outage.key())), "done"));
        }
        plant.change(edit -> edit.suspendedProcesses(Set.of()));
    }
}
