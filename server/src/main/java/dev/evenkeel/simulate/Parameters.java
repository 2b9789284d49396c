package dev.evenkeel.simulate;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The options of a command as the parameters of the API's request. Structures are JSON or
/// `Key=Value,Key=Value`, lists several words or JSON, as for the AWS command line.
final class Parameters {
    private static final JsonMapper JSON = new JsonMapper();

    private final AwsCommand command;
    private final SortedMap<String, String> found = new TreeMap<>();

    private Parameters(AwsCommand command) {
        this.command = command;
    }

    static SortedMap<String, String> of(AwsCommand command, Structure<?> input) {
        var parameters = new Parameters(command);
        command.options().forEach((option, words) -> parameters.option(input, option, words));
        return parameters.found;
    }

    private void option(Structure<?> input, String option, List<String> words) {
        Optional<Member> named = member(input, AwsCommand.member(option));
        if (named.isPresent()) {
            add(named.get().shape(), value(named.get().shape(), words), named.get().requestName());
            return;
        }
        String denied = option.startsWith("no-") ? AwsCommand.member(option.substring(3)) : "";
        Member off = member(input, denied).orElseThrow(() -> unknown("--" + option, input));
        add(off.shape(), "false", off.requestName());
    }

    private static Optional<Member> member(Structure<?> input, String lowerCase) {
        return input.members().stream()
                .filter(member -> member.name().equalsIgnoreCase(lowerCase))
                .findFirst();
    }

    private RuntimeException unknown(String name, Structure<?> shape) {
        List<String> known = shape.members().stream().map(Member::name).toList();
        return command.line().wrong("there is no " + name + "; there are " + known);
    }

    private Object value(Shape shape, List<String> words) {
        String first = words.isEmpty() ? "true" : words.getFirst();
        if (first.startsWith("{") || first.startsWith("[")) {
            return json(String.join(" ", words));
        }
        return switch (shape) {
            case ListOf list -> {
                var elements = new ArrayList<Object>();
                words.forEach(word -> elements.add(value(list.element(), List.of(word))));
                yield elements;
            }
            case Structure<?> _, Shape.Reference _, MapOf _ -> shorthand(first);
            case Scalar _ -> first;
        };
    }

    private Map<String, Object> shorthand(String word) {
        var fields = new LinkedHashMap<String, Object>();
        for (String field : word.split(",")) {
            String[] sides = field.split("=", 2);
            if (sides.length < 2) {
                throw command.line().wrong("want Key=Value,... or JSON, not '" + word + "'");
            }
            fields.put(sides[0], sides[1]);
        }
        return fields;
    }

    private Object json(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JacksonException wrong) {
            throw command.line()
                    .wrong("this is not JSON (" + wrong.getOriginalMessage() + "): " + text);
        }
    }

    private void add(Shape shape, Object value, String path) {
        switch (shape) {
            case Shape.Reference(var target) -> add(target.get(), value, path);
            case Structure<?> structure when value instanceof Map<?, ?> fields ->
                    fields.forEach((name, field) -> {
                        Member member =
                                member(structure, name.toString())
                                        .orElseThrow(() -> unknown(path + "." + name, structure));
                        add(member.shape(), field, path + "." + member.requestName());
                    });
            case ListOf list when value instanceof List<?> elements -> {
                for (int i = 0; i < elements.size(); i++) {
                    add(list.element(), elements.get(i), path + ".member." + (i + 1));
                }
            }
            case Scalar _ when !(value instanceof Map) && !(value instanceof List) ->
                    found.put(path, value.toString());
            default -> throw command.line().wrong("this is not what " + path + " takes: " + value);
        }
    }
}
