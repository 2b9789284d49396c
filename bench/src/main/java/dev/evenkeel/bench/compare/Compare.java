package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Runs the cases: in each round every contender in turn, so that what else the machine does falls
/// on all of them, and prints ratios.
///
/// Arguments: `--rounds N`, `--seconds N`, `--configurations`, and the names of cases; all by
/// default.
public final class Compare {
    private static final String MEMORY = "memory";
    private static final int WARM_UP_SECONDS = 30;

    /// Before memory is measured: nobody begins with a process that never did anything.
    private static final int MEMORY_WARM_UP_SECONDS = 15;

    private final PrintStream out = System.out;
    private final int rounds;
    private final int seconds;

    private Compare(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws IOException {
        int rounds = 5;
        int seconds = 5;
        boolean configurations = false;
        boolean hold = false;
        var names = new ArrayList<String>();
        for (int at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--rounds" -> rounds = Integer.parseInt(arguments[++at]);
                case "--seconds" -> seconds = Integer.parseInt(arguments[++at]);
                case "--configurations" -> configurations = true;
                case "--hold" -> hold = true;
                default -> names.add(arguments[at]);
            }
        }
        Path directory = Files.createTempDirectory("compare");
        directory.toFile().setExecutable(true, false);
        directory.toFile().setReadable(true, false);
        try {
            var bench =
                    new Bench(directory, Path.of(System.getProperty("checkout", ".")).toRealPath());
            new Compare(rounds, seconds).run(bench, names, configurations, hold);
        } finally {
            delete(directory);
        }
    }

    private void run(Bench bench, List<String> names, boolean configurations, boolean hold) {
        var certificate = Certificate.make(bench);
        try (var _ = Targets.start(bench);
                var evenkeel = Evenkeel.start(bench, certificate);
                var nginx = Nginx.start(bench, certificate);
                var haproxy = HaProxy.start(bench, certificate)) {
            List<Contender> contenders = List.of(evenkeel, nginx, haproxy);
            if (configurations) {
                contenders.forEach(
                        each -> out.println("# " + each.name() + "\n" + each.configuration()));
            }
            if (hold) {
                hold(contenders);
                return;
            }
            for (Case each : Case.all()) {
                if (names.isEmpty() || names.contains(each.name())) {
                    measure(each, List.of(evenkeel, nginx, haproxy, new OneRule(evenkeel)));
                }
            }
            if (names.isEmpty() || names.contains(MEMORY)) {
                memory(contenders);
            }
        }
    }

    private void hold(List<Contender> contenders) {
        for (Contender each : contenders) {
            for (Door door : Door.values()) {
                if (each.has(door)) {
                    out.println(
                            each.name() + " " + each.process().pid() + " " + each.authority(door));
                }
            }
        }
        out.println("Enter ends it");
        try {
            var _ = System.in.read();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void memory(List<Contender> contenders) {
        out.println();
        out.println(MEMORY + ": bytes for each of " + IdleConnections.COUNT + " idle connections");
        for (Contender each : contenders) {
            Case.all().getFirst().load().run(each, MEMORY_WARM_UP_SECONDS);
            out.printf(Locale.ROOT, "  %-9s %.0f%n", each.name(), IdleConnections.bytesEach(each));
        }
    }

    private void measure(Case work, List<Contender> contenders) {
        contenders.forEach(each -> each.prepare(work.load().door()));
        List<Contender> able =
                contenders.stream().filter(each -> each.has(work.load().door())).toList();
        out.println();
        out.println(work.name() + ": " + work.what());
        for (Contender each : able) {
            work.load().run(each, each instanceof Evenkeel ? WARM_UP_SECONDS : 1);
        }
        Map<Contender, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Contender each : able) {
                samples.computeIfAbsent(each, _ -> new ArrayList<>()).add(sample(work, each));
            }
        }
        report(samples);
    }

    private Sample sample(Case work, Contender contender) {
        CpuTime before = CpuTime.of(contender.process());
        Load.Outcome outcome = work.load().run(contender, seconds);
        CpuTime used = CpuTime.of(contender.process()).since(before);
        return new Sample(outcome.seconds(), outcome.done(), outcome.failed(), outcome.p99(), used);
    }

    private void report(Map<Contender, List<Sample>> samples) {
        List<Sample> ours = samples.values().iterator().next();
        samples.forEach((contender, theirs) -> {
            out.printf(
                    Locale.ROOT,
                    "  %-9s CPU us/request %s (user %.2f, system %.2f), requests/s %s, failed %.0f%n",
                    contender.name(),
                    spread(theirs, Sample::microsPerRequest),
                    spread(theirs, each -> each.cpu().user() / each.requests()).median(),
                    spread(theirs, each -> each.cpu().system() / each.requests()).median(),
                    String.format(Locale.ROOT, "%.0f", spread(theirs, Sample::perSecond).median()),
                    theirs.stream().mapToDouble(Sample::failed).sum());
            if (!(contender instanceof Evenkeel)) {
                out.printf(
                        "            Evenkeel / %s: CPU %s, throughput %s%n",
                        contender.name(),
                        ratio(ours, theirs, Sample::microsPerRequest),
                        ratio(ours, theirs, Sample::perSecond));
            }
            if (theirs.getFirst().p99() > 0) {
                out.printf(
                        Locale.ROOT,
                        "            p99 %.0f us, Evenkeel's / this %s%n",
                        spread(theirs, Sample::p99).median(),
                        ratio(ours, theirs, Sample::p99));
            }
        });
        out.flush();
    }

    /// One figure of a sample.
    private interface Figure {
        double of(Sample sample);
    }

    private static Spread spread(List<Sample> samples, Figure figure) {
        return Spread.of(samples.stream().map(figure::of).toList());
    }

    /// Round by round, so that each ratio is of two measurements that followed each other.
    private static Spread ratio(List<Sample> ours, List<Sample> theirs, Figure figure) {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(figure.of(ours.get(round)) / figure.of(theirs.get(round)));
        }
        return Spread.of(ratios);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
