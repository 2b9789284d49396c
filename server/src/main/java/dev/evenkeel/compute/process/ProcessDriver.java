package dev.evenkeel.compute.process;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.compute.InstanceMetadata;
import dev.evenkeel.compute.cloudinit.CloudInit;
import dev.evenkeel.compute.process.InstanceLocks.Task;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Instances as process trees on this machine.
///
/// Every call does its work on a thread of [Background]; work on one instance is done one after the
/// other. Instances outlive this process and are found again by their directories and tags.
public final class ProcessDriver implements InstanceDriver {
    private static final System.Logger LOG = System.getLogger(ProcessDriver.class.getName());
    private static final Outcome DONE = new Outcome.Done();

    private final Setup setup;
    private final Installation installation;
    private final Launcher launcher;
    private final ProcFiles processes;
    private final ProcessTrees trees;
    private final Forking forking = new Forking();
    private final CpuMeters cpu = new CpuMeters();
    private final InstanceLocks locks = new InstanceLocks();

    /// What the driver needs from the rest: `commands` maps the name of each command that every
    /// instance finds on its path to the command line it stands for.
    public record Setup(
            Clock clock,
            Background background,
            Pause pause,
            InstanceMetadata metadata,
            Map<String, List<String>> commands,
            Containment containment,
            Limits limits) {
        public Setup {
            commands = Map.copyOf(commands);
        }
    }

    private ProcessDriver(Setup setup, Installation installation) {
        this.setup = setup;
        this.installation = installation;
        this.launcher =
                new Launcher(
                        installation,
                        setup.containment(),
                        setup.metadata(),
                        forking,
                        setup.limits().launchesAtOnce());
        this.processes = new ProcFiles(installation.instances(), setup.clock());
        this.trees =
                new ProcessTrees(processes, new Signals(forking), setup.clock(), setup.pause());
    }

    /// The driver on `data`, with whatever instances it finds there; they get their metadata back
    /// first.
    public static ProcessDriver open(Path data, Setup setup) throws IOException {
        var driver = new ProcessDriver(setup, Installation.open(data, setup.commands()));
        for (InstanceId id : driver.installation.ids()) {
            driver.installation.directory(id).order().ifPresent(setup.metadata()::attach);
        }
        return driver;
    }

    /// The process whose SIGKILL ends the whole instance; empty if it does not run.
    public OptionalInt mainProcess(InstanceId id) {
        try {
            ProcessTable table = processes.read();
            return installation.directory(id).main().flatMap(table::find).stream()
                    .mapToInt(ProcessEntry::pid)
                    .findAny();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void launch(Order order, Consumer<Outcome> whenDone) {
        work("launch", order.id(), whenDone, () -> launchNow(order));
    }

    @Override
    public void start(InstanceId id, Consumer<Outcome> whenDone) {
        work("start", id, whenDone, () -> startNow(installation.directory(id)));
    }

    @Override
    public void stop(InstanceId id, Consumer<Outcome> whenDone) {
        work("stop", id, whenDone, () -> stopNow(installation.directory(id)));
    }

    @Override
    public void reboot(InstanceId id, Consumer<Outcome> whenDone) {
        work(
                "reboot",
                id,
                whenDone,
                () -> {
                    InstanceDirectory instance = installation.directory(id);
                    stopNow(instance);
                    return startNow(instance);
                });
    }

    @Override
    public void terminate(InstanceId id, Consumer<Outcome> whenDone) {
        work(
                "terminate",
                id,
                whenDone,
                () -> {
                    InstanceDirectory instance = installation.directory(id);
                    stopNow(instance);
                    instance.delete();
                    setup.metadata().detach(id);
                    return DONE;
                });
    }

    private Outcome launchNow(Order order) throws IOException {
        InstanceDirectory instance = installation.directory(order.id());
        if (instance.order().isPresent() && instance.main().isPresent()) {
            return DONE;
        }
        if (installation.isOff(order.placement().zone())) {
            return noCapacity(order);
        }
        if (installation.ids().size() >= setup.limits().instances()) {
            return new Outcome.Refused(
                    "InstanceLimitExceeded",
                    "This machine runs no more than " + setup.limits().instances() + " instances.",
                    true);
        }
        Optional<CloudInit> userData = CloudInit.ofBase64(order.settings().userData().orElse(""));
        if (userData.isEmpty()) {
            return new Outcome.Refused(
                    "InvalidParameterValue", "Invalid BASE64 encoding of user data.", false);
        }
        instance.write(order);
        if (installation.isOff(order.placement().zone())) { // Switched off since we asked.
            instance.delete();
            return noCapacity(order);
        }
        forking.write(
                () -> userData.get().install(instance.root(), instance.scripts(), instance::print));
        return startOrForget(instance, order);
    }

    private Outcome startOrForget(InstanceDirectory instance, Order order) throws IOException {
        if (launcher.start(order)) {
            return DONE;
        }
        String why =
                instance.console(setup.limits().consoleBytes()).map(ConsoleOutput::text).orElse("");
        trees.killAll(instance);
        instance.delete();
        setup.metadata().detach(order.id());
        return new Outcome.Refused("InternalError", "The instance did not start: " + why, true);
    }

    private Outcome startNow(InstanceDirectory instance) throws IOException {
        Optional<Order> order = instance.order();
        if (order.isEmpty()) {
            return new Outcome.Refused(
                    "InvalidInstanceID.NotFound",
                    "The instance ID '" + instance.id() + "' does not exist",
                    false);
        }
        if (instance.main().flatMap(processes.read()::find).isPresent()) {
            return DONE;
        }
        if (installation.isOff(order.get().placement().zone())) {
            return noCapacity(order.get());
        }
        trees.killAll(instance);
        return launcher.start(order.get())
                ? DONE
                : new Outcome.Refused(
                        "InternalError", "The instance did not start: see its console.", true);
    }

    private Outcome stopNow(InstanceDirectory instance) throws IOException {
        trees.end(instance, setup.limits().grace());
        return DONE;
    }

    private static Outcome noCapacity(Order order) {
        return new Outcome.Refused(
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient capacity in the Availability Zone you"
                        + " requested ("
                        + order.placement().zone()
                        + ").",
                true);
    }

    @Override
    public void list(Consumer<Listing> whenDone) {
        setup.background()
                .run(
                        "list instances",
                        () -> {
                            try {
                                whenDone.accept(listNow());
                            } catch (IOException e) {
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        "Instances cannot be listed",
                                        e);
                            }
                        });
    }

    private Listing listNow() throws IOException {
        Instant asOf = setup.clock().now();
        var seen = new TreeMap<InstanceId, Seen>();
        var ids = installation.ids();
        ProcessTable table = processes.read();
        for (InstanceId id : ids) {
            InstanceDirectory instance = installation.directory(id);
            List<ProcessEntry> members = table.of(id);
            seen.put(id, new Seen(isRunning(instance, table), cpu.read(id, members), 0, 0));
            instance.trimConsole(setup.limits().consoleBytes());
        }
        cpu.keepOnly(seen.keySet());
        table.instances().stream()
                .filter(id -> !seen.getOrDefault(id, new Seen(false, 0, 0, 0)).running())
                .forEach(this::sweep);
        return new Listing(asOf, seen);
    }

    /// An instance runs as long as its main process; before boot has noted which that is, any
    /// process will do.
    private static boolean isRunning(InstanceDirectory instance, ProcessTable table) {
        return instance.main()
                .map(main -> table.find(main).isPresent())
                .orElseGet(() -> !table.of(instance.id()).isEmpty());
    }

    /// Ends what an instance left behind whose main process was killed, or whose directory was
    /// lost.
    private void sweep(InstanceId id) {
        if (!locks.isHeld(id)) {
            work(
                    "sweep",
                    id,
                    _ -> {},
                    () -> {
                        InstanceDirectory instance = installation.directory(id);
                        if (instance.order().isEmpty() || !isRunning(instance, processes.read())) {
                            trees.killAll(instance);
                        }
                        return DONE;
                    });
        }
    }

    @Override
    public Optional<ConsoleOutput> console(InstanceId id) {
        return installation.directory(id).console(setup.limits().consoleBytes());
    }

    @Override
    public void zoneReachable(String zone, boolean reachable) {
        setup.background()
                .run(
                        "switch zone " + zone,
                        () -> {
                            try {
                                installation.switchZone(zone, reachable);
                                for (InstanceId id : installation.ids()) {
                                    if (installation
                                            .directory(id)
                                            .order()
                                            .filter(o -> o.placement().zone().equals(zone))
                                            .isPresent()) {
                                        switchInstance(id, reachable);
                                    }
                                }
                            } catch (IOException e) {
                                LOG.log(
                                        System.Logger.Level.ERROR,
                                        "Zone " + zone + " cannot be switched",
                                        e);
                            }
                        });
    }

    private void switchInstance(InstanceId id, boolean reachable) {
        work(
                "switch",
                id,
                _ -> {},
                () -> {
                    if (reachable) {
                        trees.thaw(installation.directory(id));
                    } else {
                        trees.freeze(installation.directory(id));
                    }
                    return DONE;
                });
    }

    private void work(
            String what,
            InstanceId id,
            Consumer<Outcome> whenDone,
            Task<Outcome, IOException> task) {
        setup.background().run(what + " " + id, () -> whenDone.accept(outcome(what, id, task)));
    }

    private Outcome outcome(String what, InstanceId id, Task<Outcome, IOException> task) {
        try {
            return locks.holding(id, task);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Could not " + what + " " + id, e);
            return new Outcome.Refused("InternalError", String.valueOf(e.getMessage()), true);
        }
    }
}
