package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is done to a contender, by a tool on the load's core.
sealed interface Load {
    /// Runs for so many seconds against a door.
    Outcome run(Contender contender, int seconds);

    Door door();

    /// Requests done and failed, in so many seconds; the 99th percentile of the time to the answer
    /// in microseconds, or 0 where the load does not tell.
    record Outcome(double seconds, double done, double failed, double p99) {}

    /// Connections that each send a request, read the answer and go on at once: wrk.
    record Closed(Door door, String path, int connections, List<String> fields) implements Load {
        private static final Pattern DONE = Pattern.compile("(\\d+) requests in ([\\d.]+)(m?s|m),");
        private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
        private static final Pattern ERRORS =
                Pattern.compile(
                        "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");

        @Override
        public Outcome run(Contender contender, int seconds) {
            var command =
                    new ArrayList<>(
                            List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
            for (String field : fields) {
                command.add("-H");
                command.add(field);
            }
            command.add(door.scheme() + "://" + contender.authority(door) + path);
            String said = Program.run(Bench.LOAD_CORE, command);
            Matcher done = find(DONE, said);
            double took = Double.parseDouble(done.group(2));
            double failed = 0;
            Matcher bad = BAD.matcher(said);
            if (bad.find()) {
                failed += Double.parseDouble(bad.group(1));
            }
            Matcher errors = ERRORS.matcher(said);
            if (errors.find()) {
                for (int group = 1; group <= errors.groupCount(); group++) {
                    failed += Double.parseDouble(errors.group(group));
                }
            }
            return new Outcome(took, Double.parseDouble(done.group(1)), failed, 0);
        }
    }

    /// HTTP/2 connections with several streams each: h2load.
    record Multiplexed(Door door, int connections, int streams) implements Load {
        private static final Pattern DONE =
                Pattern.compile(
                        "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed");

        @Override
        public Outcome run(Contender contender, int seconds) {
            String said =
                    Program.run(
                            Bench.LOAD_CORE,
                            List.of(
                                    "h2load",
                                    "-t1",
                                    "-c" + connections,
                                    "-m" + streams,
                                    "-D" + seconds,
                                    door.scheme() + "://" + contender.authority(door) + "/"));
            Matcher done = find(DONE, said);
            return new Outcome(
                    seconds,
                    Double.parseDouble(done.group(1)),
                    Double.parseDouble(done.group(2)),
                    0);
        }
    }

    /// Requests at a fixed rate, whatever the contender does: h2load over HTTP/1.1.
    record Paced(Door door, int connections, int perSecond) implements Load {
        private static final String DONE = "200";

        @Override
        public Outcome run(Contender contender, int seconds) {
            try {
                Path log = Files.createTempFile("paced", ".tsv");
                try {
                    Program.run(
                            Bench.LOAD_CORE,
                            List.of(
                                    "h2load",
                                    "--h1",
                                    "-t1",
                                    "-c" + connections,
                                    "-D" + seconds,
                                    "--rps=" + (double) perSecond / connections,
                                    "--log-file=" + log,
                                    "http://" + contender.authority(door) + "/"));
                    return outcome(Files.readAllLines(log), seconds);
                } finally {
                    Files.delete(log);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /// Each line: when it began, the status, how many microseconds it took.
        private static Outcome outcome(List<String> lines, int seconds) {
            double[] micros =
                    lines.stream()
                            .map(line -> line.split("\\t"))
                            .filter(fields -> fields[1].equals(DONE))
                            .mapToDouble(fields -> Double.parseDouble(fields[2]))
                            .sorted()
                            .toArray();
            if (micros.length == 0) {
                throw new IllegalStateException("nothing was answered");
            }
            double p99 = micros[(int) (micros.length * 0.99)];
            return new Outcome(seconds, micros.length, lines.size() - micros.length, p99);
        }
    }

    private static Matcher find(Pattern pattern, String said) {
        Matcher found = pattern.matcher(said);
        if (!found.find()) {
            throw new IllegalStateException("cannot read what the load tool said: " + said);
        }
        return found;
    }
}
