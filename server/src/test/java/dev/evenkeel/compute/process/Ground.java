package dev.evenkeel.compute.process;

import dev.evenkeel.compute.Eventually;
import dev.evenkeel.compute.InstanceDriverContract;
import dev.evenkeel.compute.InstanceMetadata;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Scope;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// A data directory with the real driver on it. Whatever a test leaves running is ended with it.
final class Ground {
    static final Limits LIMITS = new Limits(20, 4, 2_000, 16 * 1024, Duration.ofSeconds(2));

    private final Path data;
    private final Containment containment;
    final Set<InstanceId> attached = new ConcurrentSkipListSet<>();
    ProcessDriver driver;

    Ground(Path data, Containment containment) throws IOException {
        this.data = data;
        this.containment = containment;
        this.driver = open();
    }

    /// Drops the driver and opens another one.
    void restartDriver() throws IOException {
        attached.clear();
        driver = open();
    }

    private ProcessDriver open() throws IOException {
        var metadata =
                new InstanceMetadata() {
                    @Override
                    public void attach(InstanceId id, Scope scope, InetAddress address) {
                        attached.add(id);
                    }

                    @Override
                    public void detach(InstanceId id) {
                        attached.remove(id);
                    }

                    @Override
                    public String endpoint(InetAddress address) {
                        return "http://"
                                + address.getHostAddress().replace("127.31.", "127.30.")
                                + ":1338";
                    }
                };
        return ProcessDriver.open(
                data,
                new ProcessDriver.Setup(
                        Clock.system(),
                        Background.virtualThreads(),
                        Pause.system(),
                        metadata,
                        Map.of("say-hello", List.of("echo", "hello from", "it's a command")),
                        containment,
                        LIMITS));
    }

    Path directory(InstanceId id) {
        return data.resolve("instances").resolve(id.value());
    }

    /// Every live process that carries the tag of this data directory.
    List<ProcessEntry> processes() throws IOException {
        ProcessTable table = table();
        var all = new ArrayList<ProcessEntry>();
        new TreeSet<>(table.instances()).forEach(id -> all.addAll(table.of(id)));
        return all;
    }

    ProcessTable table() throws IOException {
        return new ProcFiles(data.toRealPath().resolve("instances"), Clock.system()).read();
    }

    void clear(InstanceDriverContract contract) throws Exception {
        driver.zoneReachable("us-east-1a", true);
        for (InstanceId id : contract.list().instances().keySet()) {
            contract.done(d -> d::terminate, id);
        }
        Eventually.so(
                "nothing is left behind",
                () -> {
                    contract.list();
                    return processes().isEmpty();
                });
    }

    boolean exists(InstanceId id) {
        return Files.exists(directory(id));
    }
}
