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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final Survey survey;
    private final Zones zones;
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

    private ProcessDriver(Setup setup, Installation installation) throws IOException {
        this.setup = setup;
        this.installation = installation;
        this.launcher =
                new Launcher(
                        installation,
                        setup.containment(),
                        setup.metadata(),
                        forking,
                        setup.limits().launchesAtOnce());
        this.zones = new Zones(installation);
        this.processes = new ProcFiles(installation.instances(), setup.clock());
        this.trees =
                new ProcessTrees(processes, new Signals(forking), setup.clock(), setup.pause());
        this.survey = new Survey(installation, processes, setup.clock(), setup.limits());
    }

    /// Starts a process that belongs to no instance, while no instance's files are written.
    public Process start(ProcessBuilder builder) throws IOException {
        return forking.start(builder);
    }

    /// The driver on `data`, with whatever instances it finds there; they get their metadata back
    /// first.
    public static ProcessDriver open(Path data, Setup setup) throws IOException {
        var driver = new ProcessDriver(setup, Installation.open(data, setup.commands()));
        for (InstanceId id : driver.installation.ids()) {
            driver.installation.directory(id).identity().ifPresent(driver.launcher::announce);
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
    public void hibernate(InstanceId id, Consumer<Outcome> whenDone) {
        work("hibernate", id, whenDone, () -> hibernateNow(installation.directory(id)));
    }

    @Override
    public void reboot(InstanceId id, Consumer<Outcome> whenDone) {
        work(
                "reboot",
                id,
                whenDone,
                () -> {
                    InstanceDirectory instance = installation.directory(id);
                    return survey.whileRestarting(
                            id,
                            () -> {
                                stopNow(instance);
                                return startNow(instance);
                            });
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
        if (instance.identity().isPresent() && instance.main().isPresent()) {
            return DONE;
        }
        if (zones.isOff(order.placement().zone())) {
            return noCapacity(order.placement().zone());
        }
        if (installation.ids().size() >= setup.limits().instances()) {
            return new Outcome.Refused(
                    "InstanceLimitExceeded",
                    "This machine runs no more than " + setup.limits().instances() + " instances.",
                    true);
        }
        Optional<byte[]> userData = CloudInit.decode(order.settings().userData().orElse(""));
        if (userData.isEmpty()) {
            return refusedUserData("Invalid BASE64 encoding of user data.");
        }
        if (userData.get().length > setup.limits().userDataBytes()) {
            return refusedUserData(
                    "User data is limited to " + setup.limits().userDataBytes() + " bytes");
        }
        Identity identity = Identity.of(order);
        instance.write(identity);
        if (zones.isOff(order.placement().zone())) { // Switched off since we asked.
            instance.delete();
            return noCapacity(order.placement().zone());
        }
        CloudInit todo = CloudInit.of(userData.get());
        forking.write(() -> todo.install(instance.root(), instance.scripts(), instance::print));
        return startOrForget(instance, identity);
    }

    private static Outcome refusedUserData(String why) {
        return new Outcome.Refused("InvalidParameterValue", why, false);
    }

    private Outcome startOrForget(InstanceDirectory instance, Identity identity)
            throws IOException {
        if (launcher.start(identity)) {
            return DONE;
        }
        String why =
                instance.console(setup.limits().consoleBytes()).map(ConsoleOutput::text).orElse("");
        trees.killAll(instance);
        instance.delete();
        setup.metadata().detach(identity.id());
        return new Outcome.Refused("InternalError", "The instance did not start: " + why, true);
    }

    private Outcome startNow(InstanceDirectory instance) throws IOException {
        Optional<Identity> identity = instance.identity();
        if (identity.isEmpty()) {
            return new Outcome.Refused(
                    "InvalidInstanceID.NotFound",
                    "The instance ID '" + instance.id() + "' does not exist",
                    false);
        }
        boolean isAlive = instance.main().flatMap(processes.read()::find).isPresent();
        if (isAlive && !instance.isHibernated()) {
            return DONE;
        }
        if (zones.isOff(identity.get().zone())) {
            return noCapacity(identity.get().zone());
        }
        if (isAlive) {
            return wake(instance);
        }
        instance.noteHibernated(false);
        trees.killAll(instance);
        return launcher.start(identity.get())
                ? DONE
                : new Outcome.Refused(
                        "InternalError", "The instance did not start: see its console.", true);
    }

    /// Noted once it is frozen, and for as long as it may be: what is noted is not listed as
    /// running, and is left alone.
    private Outcome hibernateNow(InstanceDirectory instance) throws IOException {
        if (Survey.isRunning(instance, processes.read())) {
            trees.freeze(instance);
            instance.noteHibernated(true);
        }
        return DONE;
    }

    private Outcome wake(InstanceDirectory instance) throws IOException {
        trees.thaw(instance);
        instance.noteHibernated(false);
        return DONE;
    }

    private Outcome stopNow(InstanceDirectory instance) throws IOException {
        trees.end(instance, setup.limits().grace());
        instance.noteHibernated(false);
        return DONE;
    }

    private static Outcome noCapacity(String zone) {
        return new Outcome.Refused(
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient capacity in the Availability Zone you"
                        + " requested ("
                        + zone
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
                                Survey.Result result = survey.look();
                                whenDone.accept(result.listing());
                                result.leftovers().forEach(this::sweep);
                            } catch (IOException e) {
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        "Instances cannot be listed",
                                        e);
                            }
                        });
    }

    /// Ends what an instance left behind, unless somebody works on it.
    private void sweep(InstanceId id) {
        if (!locks.isHeld(id)) {
            work("sweep", id, _ -> {}, () -> sweepNow(installation.directory(id)));
        }
    }

    private Outcome sweepNow(InstanceDirectory instance) throws IOException {
        if (!instance.exists() || !Survey.isAlive(instance, processes.read())) {
            trees.killAll(instance);
        }
        return DONE;
    }

    @Override
    public Optional<ConsoleOutput> console(InstanceId id) {
        return installation.directory(id).console(setup.limits().consoleBytes());
    }

    @Override
    public void zoneReachable(String zone, boolean reachable) {
        zones.say(zone, reachable);
        setup.background()
                .run(
                        "switch zone " + zone,
                        () -> {
                            try {
                                zones.note(zone);
                                installation.ids().forEach(id -> follow(zone, id));
                            } catch (IOException e) {
                                LOG.log(
                                        System.Logger.Level.ERROR,
                                        "Zone " + zone + " cannot be switched",
                                        e);
                            }
                        });
    }

    /// Freezes or thaws an instance if it is in the zone, by what was said about the zone last.
    private void follow(String zone, InstanceId id) {
        InstanceDirectory instance = installation.directory(id);
        if (instance.identity().filter(who -> who.zone().equals(zone)).isEmpty()) {
            return;
        }
        work(
                "switch",
                id,
                _ -> {},
                () -> {
                    if (zones.isOff(zone)) {
                        trees.freeze(instance);
                    } else if (!instance.isHibernated()) {
                        trees.thaw(instance);
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
