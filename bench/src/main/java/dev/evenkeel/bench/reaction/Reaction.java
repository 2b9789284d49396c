package dev.evenkeel.bench.reaction;

import dev.evenkeel.bench.compare.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Measures, with the product as a user starts it and real instances behind a load balancer: how
/// long it takes until the server is ready, from a change of a rule to its first use, from a step
/// of load to answers from a new instance, from a dead instance to its replacement in service, and
/// from one instance to a hundred.
final class Reaction implements AutoCloseable {
    private static final int ROUNDS = 3;
    private static final int MANY = 100;
    private static final int CHANGES = 300;
    private static final int WARM_UP_CHANGES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration SHORT_LOOK = Duration.ofMillis(2);

    private final Path data;
    private final Process server;
    private final WebGroup group;
    private final Duration ready;

    private Reaction(Path data, Process server, WebGroup group, Duration ready) {
        this.data = data;
        this.server = server;
        this.group = group;
        this.ready = ready;
    }

    public static void main(String[] arguments) throws Exception {
        try (Reaction reaction = start(Path.of("evenkeel").toAbsolutePath())) {
            tell("start to ready", reaction.ready);
            reaction.changes();
            for (int round = 0; round < ROUNDS; round++) {
                tell("load step to answers from a new instance", reaction.loadStep());
            }
            for (int round = 0; round < ROUNDS; round++) {
                tell("dead instance to its replacement in service", reaction.death());
            }
            tell("desired 1 to " + MANY + " in service and healthy", reaction.many());
        }
    }

    private static void tell(String what, Duration took) {
        System.out.printf(Locale.ROOT, "%-45s %6.2f s%n", what, took.toMillis() / 1e3);
    }

    private static Reaction start(Path evenkeel) throws IOException {
        Path data = Files.createTempDirectory("reaction");
        long began = System.nanoTime();
        Process server =
                new ProcessBuilder(
                                evenkeel.toString(),
                                "serve",
                                "--data",
                                data.toString(),
                                "--listen",
                                "127.0.0.1:18399",
                                "--dns",
                                "127.0.0.1:18398",
                                "--auth",
                                "none",
                                "--stop-instances")
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("server.log").toFile())
                        .start();
        try {
            var ready = Path.of(data.toString(), "server.log");
            await(
                    "a server that is ready",
                    SHORT_LOOK,
                    () -> !server.isAlive() || says(ready, "evenkeel ready"));
            var took = Duration.ofNanos(System.nanoTime() - began);
            if (!server.isAlive()) {
                throw new IllegalStateException(Files.readString(ready));
            }
            var group = WebGroup.create(new Api("http://127.0.0.1:18399/"));
            return new Reaction(data, server, group, took);
        } catch (RuntimeException failure) {
            server.destroy();
            throw failure;
        }
    }

    private static boolean says(Path log, String words) {
        try {
            return Files.readString(log).contains(words);
        } catch (IOException notYet) {
            return false;
        }
    }

    /// From the call that changes a rule until a request is answered by what it says now.
    private void changes() {
        var took = new ArrayList<Duration>();
        for (int change = 0; change < WARM_UP_CHANGES + CHANGES; change++) {
            String next = "change " + change;
            long began = System.nanoTime();
            group.changeRule(next);
            await("its use", SHORT_LOOK, () -> group.ruleAnswers().equals(next));
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
        List<Duration> warm = took.subList(WARM_UP_CHANGES, took.size()).stream().sorted().toList();
        tell("a rule is changed and used, half of them in", warm.get(CHANGES / 2));
        tell("the same, 99 of 100", warm.get(CHANGES * 99 / 100));
    }

    /// Five times the load that one instance is meant for.
    private Duration loadStep() {
        group.size(1, 10);
        await("one instance that answers", this::isAlone);
        group.call("ResumeProcesses", processes());
        Set<String> before = new HashSet<>(group.inService());
        try (var load = new Load(group)) {
            long began = System.nanoTime();
            await("answers of a new one", () -> !before.containsAll(load.answered()));
            return Duration.ofNanos(System.nanoTime() - began);
        } finally {
            group.call("SuspendProcesses", processes());
        }
    }

    private static Map<String, String> processes() {
        return Map.of("ScalingProcesses.member.1", "AlarmNotification");
    }

    private Duration death() {
        group.size(3, 3);
        await("three in service", () -> group.inService().size() == 3);
        String victim = group.inService().getFirst();
        long began = System.nanoTime();
        kill(victim);
        await(
                "a replacement",
                () -> {
                    List<String> now = group.inService();
                    return now.size() == 3 && !now.contains(victim);
                });
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Ends every process that works in the instance's directory.
    private void kill(String instance) {
        List<ProcessHandle> found =
                ProcessHandle.allProcesses().filter(each -> worksFor(instance, each)).toList();
        found.forEach(ProcessHandle::destroyForcibly);
        if (found.isEmpty()) {
            throw new IllegalStateException("no process of " + instance);
        }
    }

    private boolean worksFor(String instance, ProcessHandle process) {
        try {
            Path directory = Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
            return directory.startsWith(data.toRealPath())
                    && directory.toString().contains(instance);
        } catch (IOException notOursOrGone) {
            return false;
        }
    }

    private Duration many() {
        group.size(1, 1);
        await("one instance that answers", this::isAlone);
        long began = System.nanoTime();
        group.size(MANY, MANY);
        await(
                MANY + " in service",
                () -> group.inService().size() == MANY && group.healthyTargets() == MANY);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private boolean isAlone() {
        return group.inService().size() == 1 && group.answers().size() == 1;
    }

    /// Looks again and again for `what`.
    private static void await(String what, BooleanSupplier condition) {
        await(what, LOOK, condition);
    }

    private static void await(String what, Duration look, BooleanSupplier condition) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(look.toNanos());
        }
    }

    @Override
    public void close() {
        server.destroy();
        var _ = server.onExit().join();
    }
}
