package dev.evenkeel.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Reads a load: points written in the scenario, a CSV of `time,value`, or the access log of an
/// Application Load Balancer, plain or as `.gz`. Times are `HH:MM`, seconds, or instants.
final class LoadFile {
    private static final Pattern OF_DAY = Pattern.compile("(\\d+):(\\d\\d)(?::(\\d\\d))?");
    private static final Instant A_DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MINUTE = 60;
    private static final long LONGEST = 366L * 24 * 3600;

    private final Line from;
    private final TreeMap<Long, Double> points = new TreeMap<>();

    private LoadFile(Line from) {
        this.from = from;
    }

    /// Points of a load that is written line by line.
    static LoadCurve points(Line section, Iterable<Line> lines) {
        var load = new LoadFile(section);
        lines.forEach(line -> load.point(line, line.text().split("[\\s,]+")));
        return load.curve();
    }

    /// @param path of a CSV
    static LoadCurve csv(Line from, Path path) {
        var load = new LoadFile(from);
        load.each(
                path,
                line -> {
                    String[] fields = line.text().split("[,;]");
                    boolean isHeading =
                            line.number() == 1 && !Character.isDigit(line.text().charAt(0));
                    if (!isHeading) {
                        load.point(line, fields);
                    }
                });
        return load.curve();
    }

    /// The requests of each minute of an access log.
    static LoadCurve accessLog(Line from, Path path) {
        var load = new LoadFile(from);
        load.each(
                path,
                line -> {
                    String[] fields = line.text().split(" ", 3);
                    long minute =
                            Math.floorDiv(
                                    load.time(line, fields[Math.min(1, fields.length - 1)]),
                                    MINUTE);
                    load.points.merge(minute * MINUTE, 1.0 / MINUTE, Double::sum);
                });
        load.fillGaps();
        return load.curve();
    }

    private void fillGaps() {
        if (points.isEmpty() || points.lastKey() - points.firstKey() > LONGEST) {
            return;
        }
        long last = points.lastKey() + MINUTE;
        for (long minute = points.firstKey(); minute < last; minute += MINUTE) {
            points.putIfAbsent(minute, 0.0);
        }
        points.put(last, points.lastEntry().getValue());
    }

    private void point(Line line, String[] fields) {
        if (fields.length != 2) {
            throw line.wrong("want a time and requests per second, such as: 08:30 250");
        }
        points.put(time(line, fields[0].strip()), line.number(fields[1].strip()));
    }

    private long time(Line line, String word) {
        Matcher ofDay = OF_DAY.matcher(word);
        try {
            if (ofDay.matches()) {
                String seconds = ofDay.group(3);
                return Long.parseLong(ofDay.group(1)) * 3600
                        + Long.parseLong(ofDay.group(2)) * MINUTE
                        + (seconds == null ? 0 : Long.parseLong(seconds));
            }
            return word.matches("\\d+(\\.\\d+)?")
                    ? (long) Double.parseDouble(word)
                    : Instant.parse(word).getEpochSecond();
        } catch (DateTimeException | NumberFormatException _) {
            throw line.wrong(
                    "want a time such as 08:30, 3600 or 2026-01-01T08:30:00Z, not '" + word + "'");
        }
    }

    /// What is dated keeps its dates; other times are of a day in January 2026.
    private LoadCurve curve() {
        if (points.size() < 2) {
            throw from.wrong("a load needs at least two points");
        }
        long first = points.firstKey();
        boolean isDated = first > LONGEST;
        long start = isDated ? first : 0;
        if (points.lastKey() - start > LONGEST) {
            throw from.wrong("the load is longer than a year; use a part of it");
        }
        var shifted = new TreeMap<Long, Double>();
        points.forEach((second, value) -> shifted.put(second - start, value));
        return new LoadCurve(isDated ? Instant.ofEpochSecond(first) : A_DAY, shifted);
    }

    private void each(Path path, java.util.function.Consumer<Line> reader) {
        try (InputStream bytes = Files.newInputStream(path);
                InputStream plain =
                        path.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                var text =
                        new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reader.accept(new Line(path.toString(), number, line.strip()));
                }
            }
        } catch (IOException | UncheckedIOException failed) {
            throw from.wrong(
                    "cannot read "
                            + path
                            + ScenarioFile.why(failed)
                            + "; name a file relative to the scenario's");
        }
    }
}
