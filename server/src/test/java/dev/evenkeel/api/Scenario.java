package dev.evenkeel.api;

import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Plays a text file of requests against a service's operations, over a world of three zones.
///
/// A step is a request (`RunInstances MinCount=1 MaxCount=1 Tags.1.Value='a b'`) and the lines its
/// answer must have: `Path: text` (`*` stands for anything), `Path -> name` to remember a value for
/// `${name}`, `no Path`, or `! Code: message`. Lines that begin with `@` change the world between
/// requests.
public final class Scenario {
    public static final Scope HOME = new Scope("123456789012", "us-east-1");
    private static final Pattern WORD = Pattern.compile("(\\S+?)=('[^']*'|\\S*)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    private final List<Operations> services;
    private final Map<String, String> remembered = new HashMap<>();
    private final Random random = new Random(7);
    private World world;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private SortedMap<String, String> answer = new TreeMap<>();
    private @Nullable ApiFault fault;

    public Scenario(Operations... services) {
        this.services = List.of(services);
        world = World.empty(Site.of(HOME, List.of("us-east-1a", "us-east-1b", "us-east-1c"), 8080));
    }

    /// Lets the file write `${name}` for a value that does not fit a line.
    public Scenario knowing(String name, String value) {
        remembered.put(name, value);
        return this;
    }

    public void play(String resource) {
        int number = 0;
        for (String line : lines(resource)) {
            number++;
            try {
                step(line.strip());
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError(resource + ":" + number + ": " + line, wrong);
            }
        }
        requireNoFault();
    }

    private static List<String> lines(String resource) {
        try (var in = Scenario.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no such resource: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void step(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String text = filled(line);
        if (text.startsWith("!")) {
            expectFault(text.substring(1).strip());
        } else if (text.startsWith("@")) {
            requireNoFault();
            happen(List.of(text.substring(1).split("\\s+")));
        } else if (text.startsWith("no ")) {
            expectAbsent(text.substring(3).strip());
        } else if (text.matches("\\S+ -> \\w+")) {
            String[] parts = text.split(" -> ");
            remembered.put(parts[1], value(parts[0]));
        } else if (text.matches("[\\w.]+: .*")) {
            int colon = text.indexOf(": ");
            expect(text.substring(0, colon), text.substring(colon + 2));
        } else {
            requireNoFault();
            ask(text);
        }
    }

    private String filled(String line) {
        Matcher matcher = VARIABLE.matcher(line);
        return matcher.replaceAll(match ->
                Matcher.quoteReplacement(remembered.getOrDefault(match.group(1), match.group())));
    }

    private void ask(String text) {
        String name = text.split("\\s", 2)[0];
        var parameters = new HashMap<String, String>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2);
            boolean quoted = value.length() > 1 && value.startsWith("'");
            parameters.put(
                    matcher.group(1), quoted ? value.substring(1, value.length() - 1) : value);
        }
        Handler<?, ?> handler =
                services.stream()
                        .flatMap(service -> service.find(name).stream())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("InvalidAction " + name));
        try {
            answer = ask(handler, parameters);
        } catch (ApiFault refused) {
            answer = new TreeMap<>();
            fault = refused;
        }
    }

    private <I, O> SortedMap<String, String> ask(
            Handler<I, O> handler, Map<String, String> parameters) {
        var operation = handler.operation();
        I input = ShapeText.read(operation.input().get(), parameters);
        var call =
                new Call(HOME, "request", new Caller(HOME.account(), "AKIDEXAMPLE"), now, random);
        O output =
                switch (handler) {
                    case Handler.Reading<I, O>(var _, var read) -> read.answer(world, call, input);
                    case Handler.Acting<I, O>(var _, var act) -> act.perform(world, call, input);
                    case Handler.Writing<I, O>(var _, var write) -> {
                        var decision = write.decide(world, call, input);
                        world = world.with(decision.changes());
                        yield decision.answer();
                    }
                };
        return ShapeText.write(operation.output().get(), output);
    }

    private void expectFault(String text) {
        ApiFault seen = fault;
        fault = null;
        if (seen == null) {
            throw new AssertionError("it was answered: " + answer);
        }
        requireMatch(text, seen.code() + ": " + seen.message());
    }

    private void requireNoFault() {
        if (fault != null) {
            throw new AssertionError("refused: " + fault.code() + ": " + fault.message());
        }
    }

    private void expect(String path, String text) {
        requireMatch(text, value(path));
    }

    private void expectAbsent(String path) {
        requireNoFault();
        boolean there =
                answer.keySet().stream().anyMatch(k -> k.equals(path) || k.startsWith(path + "."));
        if (there) {
            throw new AssertionError("there is " + path + " in " + answer);
        }
    }

    private String value(String path) {
        requireNoFault();
        String value = answer.get(path);
        if (value == null) {
            throw new AssertionError("no " + path + " in " + answer);
        }
        return value;
    }

    private static void requireMatch(String pattern, String text) {
        var regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        if (!Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches()) {
            throw new AssertionError("expected " + pattern + "\n but was " + text);
        }
    }

    /// `@after 10s`, `@health ...`, or whatever [ScenarioEvents] knows.
    private void happen(List<String> words) {
        if (words.getFirst().equals("after")) {
            now = now.plus(Duration.parse("PT" + words.get(1)));
            return;
        }
        if (words.getFirst().equals("health")) {
            world = ScenarioEvents.observed(world, words);
            return;
        }
        world = world.with(ScenarioEvents.changes(world, now, words));
    }
}
