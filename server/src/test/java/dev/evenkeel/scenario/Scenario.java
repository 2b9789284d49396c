package dev.evenkeel.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One case of a scenario file: a title (`# ...`), input lines, `----`, expected lines.
public record Scenario(String title, List<String> input, List<String> expected) {
    @Override
    public String toString() {
        return title;
    }

    /// The cases of the resource `name` beside `test`, told apart by their titles.
    public static List<Scenario> read(Class<?> test, String name) {
        try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(name), name)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Scenario> parse(String text) {
        var cases = new ArrayList<Scenario>();
        for (String block : text.split("(?m)^# ")) {
            if (block.isBlank()) {
                continue;
            }
            int rule = block.indexOf("\n----\n");
            List<String> input = lines(block.substring(0, rule));
            cases.add(
                    new Scenario(
                            input.getFirst(),
                            input.subList(1, input.size()),
                            lines(block.substring(rule + "\n----\n".length()))));
        }
        return cases;
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
