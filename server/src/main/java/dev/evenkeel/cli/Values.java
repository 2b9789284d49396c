package dev.evenkeel.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What was said about the settings, and where: a flag wins over a variable, a variable over the
/// file, the file over the default.
public record Values(
        Map<Setting, List<String>> flags,
        Map<String, String> environment,
        Map<Setting, List<String>> file) {
    public Values {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
        file = Map.copyOf(file);
    }

    /// Only flags, as on a machine with no variables and no file.
    public static Values ofFlags(Map<Setting, List<String>> flags) {
        return new Values(flags, Map.of(), Map.of());
    }

    /// Every value of a repeatable setting; none where nothing was said and there is no default.
    List<String> all(Setting setting) {
        List<String> said = flags.getOrDefault(setting, List.of());
        if (said.isEmpty()) {
            said = split(environment.getOrDefault(setting.variable(), ""));
        }
        if (said.isEmpty()) {
            said = file.getOrDefault(setting, List.of());
        }
        return said.isEmpty() ? split(setting.fallback()) : said;
    }

    /// The one value of a setting, the last where it was said several times; empty where there is
    /// none.
    String one(Setting setting) {
        List<String> said = flags.getOrDefault(setting, List.of());
        if (!said.isEmpty()) {
            return said.getLast();
        }
        String variable = environment.getOrDefault(setting.variable(), "");
        if (!variable.isEmpty()) {
            return variable;
        }
        List<String> lines = file.getOrDefault(setting, List.of());
        return lines.isEmpty() ? setting.fallback() : lines.getLast();
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
