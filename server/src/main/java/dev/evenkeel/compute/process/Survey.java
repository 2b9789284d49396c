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
import java.util.SortedSet;
import java.util.TreeMap;

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

    Survey(Installation installation, ProcFiles processes, Clock clock, Limits limits) {
        this.installation = installation;
        this.processes = processes;
        this.clock = clock;
        this.limits = limits;
    }

    /// A listing, and the instances that have processes but do not run: killed, or without a
    /// directory.
    record Result(Listing listing, List<InstanceId> leftovers) {}

    synchronized Result look() throws IOException {
        Instant asOf = clock.now();
        SortedSet<InstanceId> ids = installation.ids();
        ProcessTable table = processes.read();
        network.look(sockets.now(), byAddress(ids));
        var seen = new TreeMap<InstanceId, Seen>();
        for (InstanceId id : ids) {
            seen.put(id, seen(id, table));
            installation.directory(id).trimConsole(limits.consoleBytes());
        }
        cpu.keepOnly(ids);
        List<InstanceId> leftovers =
                table.instances().stream()
                        .filter(id -> !seen.getOrDefault(id, NOT_THERE).running())
                        .toList();
        return new Result(new Listing(asOf, seen), leftovers);
    }

    private Seen seen(InstanceId id, ProcessTable table) {
        NetworkMeters.Traffic traffic = network.of(id);
        return new Seen(
                isRunning(installation.directory(id), table),
                cpu.read(id, table.of(id)),
                traffic.in(),
                traffic.out());
    }

    /// An instance runs as long as its main process; before boot has noted which that is, any
    /// process will do.
    static boolean isRunning(InstanceDirectory instance, ProcessTable table) {
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
