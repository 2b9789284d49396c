package dev.evenkeel.compute.process;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at all instances: which directories there are, what runs, and what it has used. One look
/// at a time.
final class Survey {
    private static final Seen NOT_THERE = new Seen(false, 0, 0, 0);

    private final Installation installation;
    private final ProcFiles processes;
    private final Clock clock;
    private final Limits limits;
    private final MachineSockets sockets = new MachineSockets();
    private final CpuMeters cpu = new CpuMeters();
    private final NetworkMeters network = new NetworkMeters();
    private final Map<InstanceId, InetAddress> addresses = new HashMap<>();
    private final Set<InstanceId> restarting = ConcurrentHashMap.newKeySet();

    Survey(Installation installation, ProcFiles processes, Clock clock, Limits limits) {
        this.installation = installation;
        this.processes = processes;
        this.clock = clock;
        this.limits = limits;
    }

    /// A listing, and the instances that have processes but do not run: killed, or without a
    /// directory.
    record Result(Listing listing, List<InstanceId> leftovers) {}

    /// Performs a restart, during which the instance is listed as running: to its user it never
    /// stops.
    <R, E extends Exception> R whileRestarting(InstanceId id, InstanceLocks.Task<R, E> restart)
            throws E {
        restarting.add(id);
        try {
            return restart.perform();
        } finally {
            restarting.remove(id);
        }
    }

    synchronized Result look() throws IOException {
        Instant asOf = clock.now();
        Set<InstanceId> restartingBefore = Set.copyOf(restarting);
        SortedSet<InstanceId> ids = installation.ids();
        ProcessTable table = processes.read();
        network.look(sockets.now(), byAddress(ids));
        var seen = new TreeMap<InstanceId, Seen>();
        for (InstanceId id : ids) {
            boolean restarts = restartingBefore.contains(id) || restarting.contains(id);
            seen.put(id, seen(id, table, restarts));
            installation.directory(id).trimConsole(limits.consoleBytes());
        }
        cpu.keepOnly(ids);
        List<InstanceId> leftovers =
                table.instances().stream()
                        .filter(id -> !seen.getOrDefault(id, NOT_THERE).running())
                        .filter(id -> !sleeps(installation.directory(id), table))
                        .toList();
        return new Result(new Listing(asOf, seen), leftovers);
    }

    private Seen seen(InstanceId id, ProcessTable table, boolean restarts) {
        NetworkMeters.Traffic traffic = network.of(id);
        return new Seen(
                restarts || isRunning(installation.directory(id), table),
                cpu.read(id, table.of(id)),
                traffic.in(),
                traffic.out());
    }

    private static boolean sleeps(InstanceDirectory instance, ProcessTable table) {
        return instance.isHibernated() && isAlive(instance, table);
    }

    /// What is hibernated is alive, but does not run.
    static boolean isRunning(InstanceDirectory instance, ProcessTable table) {
        return isAlive(instance, table) && !instance.isHibernated();
    }

    /// An instance lives as long as its main process; before boot has noted which that is, any
    /// process will do.
    static boolean isAlive(InstanceDirectory instance, ProcessTable table) {
        return instance.main()
                .map(main -> table.find(main).isPresent())
                .orElseGet(() -> !table.of(instance.id()).isEmpty());
    }

    /// An instance keeps its address, so its identity is read once.
    private Map<InetAddress, InstanceId> byAddress(SortedSet<InstanceId> ids) {
        addresses.keySet().retainAll(ids);
        for (InstanceId id : ids) {
            if (!addresses.containsKey(id)) {
                installation
                        .directory(id)
                        .identity()
                        .map(Identity::address)
                        .ifPresent(address -> addresses.put(id, address));
            }
        }
        var byAddress = new HashMap<InetAddress, InstanceId>();
        addresses.forEach((id, address) -> byAddress.put(address, id));
        return byAddress;
    }
}
