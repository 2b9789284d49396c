package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said on the command line, in the environment and in the file, and what comes of it:
/// `settings.txt`.
class SettingsScenariosTest {
    private final Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
    private final Map<Setting, List<String>> file = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();

    static List<Scenario> scenarios() {
        return Scenario.read(SettingsScenariosTest.class, "settings.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsSaidBecomesSettings(Scenario scenario) {
        scenario.input().forEach(this::say);

        assertThat(outcome()).containsAll(scenario.expected());
    }

    private void say(String line) {
        String place = line.substring(0, line.indexOf(' '));
        String name = line.substring(place.length() + 1, line.indexOf('='));
        String value = line.substring(line.indexOf('=') + 1);
        switch (place) {
            case "flag" -> add(flags, name, value);
            case "file" -> add(file, name, value);
            case "env" -> environment.put(name, value);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static void add(Map<Setting, List<String>> values, String name, String value) {
        Setting setting = Setting.named(name).orElseThrow();
        values.computeIfAbsent(setting, _ -> new ArrayList<>()).add(value);
    }

    private List<String> outcome() {
        try {
            return lines(Settings.from(new Values(flags, environment, file)));
        } catch (CannotStart refused) {
            return List.of("refused " + refused.getMessage());
        }
    }

    private static List<String> lines(Settings settings) {
        String keys =
                settings.accessKeys().stream()
                        .map(key -> " " + key.id())
                        .collect(Collectors.joining());
        return List.of(
                "data " + settings.data(),
                "listen " + settings.listen(),
                "account " + settings.scope().account(),
                "region " + settings.scope().region(),
                "zones " + String.join(" ", settings.zones()),
                "keys" + keys,
                "auth " + settings.auth(),
                "dns " + settings.dns(),
                "stop-instances " + settings.stopInstances());
    }
}
