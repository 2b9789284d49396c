package dev.evenkeel.bench.checks;

import dev.evenkeel.bench.compare.Spread;
import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.probe.Prober;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sys.Clock;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Measures the processor time of the prober's thread while it checks 1,000, 3,000 and 10,000
/// targets every five seconds, for so many seconds each. The targets have the other core.
final class HealthChecks {
    private static final int[] SIZES = {10_000, 3_000, 1_000};
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int WARM_UP_SECONDS = 25;
    private static final String PROBER_CORE = "0";
    private static final String TARGETS_CORE = "1";

    private final LongAdder checks = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final int port;

    private HealthChecks(int port) {
        this.port = port;
    }

    /// `SECONDS`, or for the process that measures, `SECONDS PORT`.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 1) {
            new HealthChecks(Integer.parseInt(arguments[1]))
                    .measure(Integer.parseInt(arguments[0]));
        } else {
            begin(arguments[0].matches("\\d+") ? arguments[0] : "30");
        }
    }

    private static void begin(String seconds) throws IOException, InterruptedException {
        Process targets = java(TARGETS_CORE, Targets.class).start();
        // They end when nobody can write to them any more.
        try (var _ = targets.outputWriter();
                BufferedReader out = targets.inputReader()) {
            var measuring = java(PROBER_CORE, HealthChecks.class, seconds, out.readLine());
            measuring.inheritIO().start().waitFor();
        }
    }

    private static ProcessBuilder java(String core, Class<?> main, String... arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                "taskset",
                                "-c",
                                core,
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dio.netty.leakDetection.level=disabled",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private void measure(int seconds) throws InterruptedException {
        System.out.println("targets  checks/s  failed  us/check  of a core, min-median-max");
        try (var prober = new Prober(new Random(1), (_, _) -> {}, Clock.system(), this::count)) {
            prober.use(fleet(SIZES[0]));
            waitFor(WARM_UP_SECONDS);
            for (int size : SIZES) {
                prober.use(fleet(size));
                waitFor((int) INTERVAL.toSeconds() * 2);
                System.out.println(measured(size, seconds));
            }
        }
    }

    private void count(Prober.Checked check) {
        checks.increment();
        if (!(check.result() instanceof CheckResult.Passed)) {
            failures.increment();
        }
    }

    private String measured(int size, int seconds) throws InterruptedException {
        var ofACore = new ArrayList<Double>();
        var eachCheck = new ArrayList<Double>();
        long all = checks.sum();
        long failed = failures.sum();
        for (int round = 0; round < Math.max(1, seconds / INTERVAL.toSeconds()); round++) {
            long made = checks.sum();
            long began = System.nanoTime();
            long used = Threads.cpuNanos("probe");
            waitFor((int) INTERVAL.toSeconds());
            double cpu = Threads.cpuNanos("probe") - used;
            ofACore.add(cpu / (System.nanoTime() - began));
            eachCheck.add(cpu / 1e3 / Math.max(1, checks.sum() - made));
        }
        return String.format(
                Locale.ROOT,
                "%7d  %8.0f  %6d  %8.1f  %s",
                size,
                (checks.sum() - all) / (double) (ofACore.size() * INTERVAL.toSeconds()),
                failures.sum() - failed,
                Spread.of(eachCheck).median(),
                spread(Spread.of(ofACore)));
    }

    private static String spread(Spread of) {
        return String.format(Locale.ROOT, "%.3f-%.3f-%.3f", of.min(), of.median(), of.max());
    }

    private static void waitFor(int seconds) throws InterruptedException {
        var _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    /// One load balancer with one node in front of one group.
    private World fleet(int size) {
        var fleet = new Fleet();
        var check =
                new HealthCheck(
                        true,
                        Protocol.HTTP,
                        Optional.empty(),
                        "/",
                        INTERVAL,
                        Duration.ofSeconds(2),
                        5,
                        2,
                        "200");
        TargetGroup group =
                fleet.group("web", TargetGroup.TargetType.IP, Protocol.HTTP).withHealthCheck(check);
        fleet.put(group);
        LoadBalancer balancer = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        for (int host = 0; host < size; host++) {
            fleet.target(group, "127.100." + host / 250 + "." + (1 + host % 250), port);
        }
        return fleet.world();
    }
}
