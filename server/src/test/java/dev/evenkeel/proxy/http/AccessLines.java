package dev.evenkeel.proxy.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Reads what was logged.
final class AccessLines {
    private static final Pattern FIELD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private AccessLines() {}

    static List<Path> files(Path buckets) throws IOException {
        try (Stream<Path> all = Files.walk(buckets)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// The lines in all files, each as its fields without quotes.
    static List<List<String>> in(Path buckets) throws IOException {
        var lines = new ArrayList<List<String>>();
        for (Path file : files(buckets)) {
            try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> lines.add(fields(line)));
            }
        }
        return lines;
    }

    private static List<String> fields(String line) {
        return FIELD.matcher(line)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }
}
