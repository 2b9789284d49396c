package dev.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The optional configuration file: a setting on each line, `listen = 127.0.0.1:4566`, under the
/// flag's name. A line that starts with `#` is a comment; a repeatable setting may have several
/// lines.
final class ConfigFile {
    private final String name;
    private final Map<Setting, List<String>> values = new EnumMap<>(Setting.class);

    private ConfigFile(String name) {
        this.name = name;
    }

    static Map<Setting, List<String>> read(Path file) {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "cannot read the configuration file "
                            + file
                            + "; check the path given with --config",
                    unreadable);
        }
    }

    static Map<Setting, List<String>> parse(String name, List<String> lines) {
        ConfigFile file = new ConfigFile(name);
        for (int i = 0; i < lines.size(); i++) {
            file.line(i + 1, lines.get(i).strip());
        }
        return file.values;
    }

    private void line(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw new CannotStart(name + " line " + number + ": want NAME = VALUE, not " + line);
        }
        String key = line.substring(0, equals).strip();
        Setting setting =
                Setting.named(key)
                        .orElseThrow(() ->
                                new CannotStart(
                                        name
                                                + " line "
                                                + number
                                                + ": no setting is called "
                                                + key
                                                + "; there are "
                                                + Setting.keys()));
        values.computeIfAbsent(setting, _ -> new ArrayList<>())
                .add(line.substring(equals + 1).strip());
    }
}
