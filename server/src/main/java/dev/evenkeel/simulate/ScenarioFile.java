package dev.evenkeel.simulate;

import dev.evenkeel.cli.CannotStart;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a scenario: sections `[fleet]`, `[load]`, `[group]`, and one `[policies NAME]` for each
/// set to try. `#` begins a comment, a backslash at the end of a line continues it.
final class ScenarioFile {
    private static final List<String> FLEET =
            List.of("zones", "start", "capacity", "queue", "cost");
    private static final String POLICIES = "policies";
    private static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d[a-z]");

    private final Path path;
    private final Map<String, List<Line>> sections = new LinkedHashMap<>();
    private final Map<String, Line> headings = new HashMap<>();

    private ScenarioFile(Path path) {
        this.path = path;
    }

    /// @throws CannotStart that names the line and the cure
    static Scenario read(Path path) {
        var file = new ScenarioFile(path);
        try {
            file.split(Files.readAllLines(path));
        } catch (IOException failed) {
            throw new CannotStart(
                    "cannot read " + path + why(failed) + "; name a scenario file", failed);
        }
        return file.scenario();
    }

    /// What Java's message does not say: it has the file's name again, or a decoder's numbers.
    static String why(Exception failed) {
        return switch (failed) {
            case NoSuchFileException _ -> ", which does not exist";
            case CharacterCodingException _ -> ", which is not text in UTF-8";
            default -> ": " + failed.getMessage();
        };
    }

    private void split(List<String> lines) {
        List<Line> section = new ArrayList<>();
        var joined = new StringBuilder();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.startsWith("#") || (text.isEmpty() && joined.isEmpty())) {
                continue;
            }
            joined.append(text);
            if (text.endsWith("\\")) {
                joined.setCharAt(joined.length() - 1, ' ');
                continue;
            }
            var whole = new Line(path.toString(), number, joined.toString());
            joined.setLength(0);
            if (whole.text().startsWith("[")) {
                section = heading(whole);
            } else {
                section.add(inside(whole));
            }
        }
        if (!joined.isEmpty()) {
            throw new Line(path.toString(), number, joined.toString())
                    .wrong("a backslash continues a line, and there is none after this one");
        }
    }

    private Line inside(Line line) {
        if (sections.isEmpty()) {
            throw line.wrong("this stands in no section; begin one with [fleet]");
        }
        return line;
    }

    private List<Line> heading(Line line) {
        String name = line.text().replaceAll("^\\[\\s*|\\s*]$", "");
        boolean isKnown =
                List.of("fleet", "load", "group").contains(name) || name.startsWith(POLICIES);
        if (!isKnown || sections.containsKey(name)) {
            throw line.wrong(
                    "want each of [fleet], [load], [group] and [policies NAME] once, not "
                            + line.text());
        }
        List<Line> lines = new ArrayList<>();
        sections.put(name, lines);
        headings.put(name, line);
        return lines;
    }

    private Scenario scenario() {
        var policies = new ArrayList<PolicySet>();
        sections.forEach((name, lines) -> {
            if (name.startsWith(POLICIES)) {
                String own = name.substring(POLICIES.length()).strip();
                policies.add(new PolicySet(own.isEmpty() ? stem() : own, commands(lines)));
            }
        });
        if (policies.isEmpty()) {
            policies.add(new PolicySet("no policy", List.of()));
        }
        return new Scenario(fleet(), commands(section("group")), load(), policies);
    }

    private String stem() {
        return path.getFileName().toString().replaceAll("\\.[^.]*$", "");
    }

    private List<Line> section(String name) {
        List<Line> lines = sections.getOrDefault(name, List.of());
        if (lines.isEmpty()) {
            throw new CannotStart(
                    path
                            + " has no section ["
                            + name
                            + "], or nothing in it; add it, as in"
                            + " docs/guide/simulate.md");
        }
        return lines;
    }

    private static List<AwsCommand> commands(List<Line> lines) {
        return lines.stream().map(AwsCommand::read).toList();
    }

    private Fleet fleet() {
        var said = new HashMap<String, Line>();
        for (Line line : section("fleet")) {
            String name = line.text().split("\\s*=", 2)[0].toLowerCase(Locale.ROOT);
            if (!FLEET.contains(name) || !line.text().contains("=")) {
                throw line.wrong("want NAME = VALUE with one of the names " + FLEET);
            }
            said.put(name, line);
        }
        Line any = section("fleet").getFirst();
        if (!said.containsKey("capacity")) {
            throw any.wrong("say what an instance serves: capacity = 100 (requests per second)");
        }
        double capacity = number(said, "capacity", 0);
        if (capacity == 0) {
            throw any.wrong("an instance that serves nothing is none; want capacity above 0");
        }
        return new Fleet(
                zones(said),
                duration(said),
                capacity,
                number(said, "queue", capacity),
                number(said, "cost", 0));
    }

    private static List<String> zones(Map<String, Line> said) {
        Line line = said.get("zones");
        if (line == null) {
            return List.of("us-east-1a", "us-east-1b", "us-east-1c");
        }
        List<String> zones = Arrays.stream(value(line).split("[\\s,]+")).distinct().toList();
        String region = zones.getFirst().replaceAll("[a-z]$", "");
        if (!zones.stream().allMatch(z -> ZONE.matcher(z).matches() && z.startsWith(region))) {
            throw line.wrong("want zones of one region, such as: us-east-1a us-east-1b");
        }
        return zones;
    }

    private static double number(Map<String, Line> said, String name, double otherwise) {
        Line line = said.get(name);
        return line == null ? otherwise : line.number(value(line));
    }

    private static Duration duration(Map<String, Line> said) {
        Line line = said.get("start");
        if (line == null) {
            return Duration.ofMinutes(1);
        }
        try {
            Duration start = Duration.parse("PT" + value(line).toUpperCase(Locale.ROOT));
            if (!start.isNegative()) {
                return start;
            }
        } catch (DateTimeParseException _) {
            // Told below, as one that is negative is.
        }
        throw line.wrong("want a duration such as 90s or 2m30s, not '" + value(line) + "'");
    }

    private static String value(Line line) {
        return line.text().split("=", 2)[1].strip();
    }

    private LoadCurve load() {
        List<Line> lines = section("load");
        Line first = lines.getFirst();
        String[] words = first.text().split("\\s+", 2);
        if (words.length == 2 && words[0].equals("csv")) {
            return LoadFile.csv(first, path.resolveSibling(words[1]));
        }
        if (words.length == 2 && words[0].equals("log")) {
            return LoadFile.accessLog(first, path.resolveSibling(words[1]));
        }
        return LoadFile.points(headings.getOrDefault("load", first), lines);
    }
}
