package dev.evenkeel.compute.cloudinit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// A `#cloud-config` document: `write_files`, `bootcmd` and `runcmd`. Other keys are named on the
/// console as not done.
final class CloudConfig {
    private static final Set<String> KNOWN = Set.of("write_files", "bootcmd", "runcmd");
    private static final int USUAL_MODE = 0644;

    private final Map<?, ?> document;
    private final List<String> complaints;

    CloudConfig(String yaml, List<String> complaints) {
        this.complaints = complaints;
        this.document = load(yaml);
        var strange = new TreeSet<String>();
        document.keySet().forEach(key -> strange.add(String.valueOf(key)));
        strange.removeAll(KNOWN);
        strange.forEach(key -> complaints.add("#cloud-config: " + key + " is not supported"));
    }

    private Map<?, ?> load(String yaml) {
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            if (loaded instanceof Map<?, ?> map) {
                return map;
            }
            complaints.add("#cloud-config is not a mapping");
        } catch (YAMLException e) {
            complaints.add("#cloud-config is not YAML: " + e.getMessage());
        }
        return Map.of();
    }

    List<FileToWrite> files() {
        var files = new ArrayList<FileToWrite>();
        for (Object entry : list("write_files")) {
            if (entry instanceof Map<?, ?> file && file.get("path") != null) {
                files.add(file(file));
            } else {
                complaints.add("write_files: an entry without a path");
            }
        }
        return files;
    }

    private FileToWrite file(Map<?, ?> entry) {
        String path = String.valueOf(entry.get("path"));
        return new FileToWrite(
                path,
                content(entry, path),
                mode(path, Optional.ofNullable(entry.get("permissions"))),
                Boolean.TRUE.equals(entry.get("append")));
    }

    private byte[] content(Map<?, ?> entry, String path) {
        String encoding = word(entry, "encoding").toLowerCase(Locale.ROOT);
        byte[] bytes = bytes(entry);
        try {
            if (encoding.contains("b64") || encoding.contains("base64")) {
                bytes = Base64Text.decode(new String(bytes, StandardCharsets.ISO_8859_1));
            }
        } catch (IllegalArgumentException e) {
            complaints.add("write_files: the content of " + path + " is not base64");
            return new byte[0];
        }
        return encoding.startsWith("gz") ? Part.unzipped(bytes, complaints) : bytes;
    }

    /// Text, or what YAML calls `!!binary`.
    private static byte[] bytes(Map<?, ?> entry) {
        return entry.get("content") instanceof byte[] binary
                ? binary
                : word(entry, "content").getBytes(StandardCharsets.UTF_8);
    }

    /// Quoted permissions are octal digits; a bare `0644` is already a number, as YAML 1.1 reads
    /// it.
    private int mode(String path, Optional<Object> permissions) {
        try {
            return permissions
                    .map(value ->
                            value instanceof Integer number
                                    ? number
                                    : Integer.parseInt(value.toString(), 8))
                    .orElse(USUAL_MODE);
        } catch (NumberFormatException e) {
            complaints.add("write_files: the permissions of " + path + " are not octal");
            return USUAL_MODE;
        }
    }

    /// The commands as shell scripts, named so that `bootcmd` sorts before scripts and `runcmd`
    /// after them.
    List<Script> scripts(int number) {
        var scripts = new ArrayList<Script>();
        for (String key : List.of("bootcmd", "runcmd")) {
            List<?> commands = list(key);
            if (!commands.isEmpty()) {
                String text =
                        commands.stream()
                                .map(this::command)
                                .collect(Collectors.joining("\n", "#!/bin/sh\n", "\n"));
                scripts.add(
                        new Script(
                                String.format("%s-%03d", key, number),
                                text.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return scripts;
    }

    /// A string goes to the shell as it is; a list is one command, each word quoted.
    private String command(Object command) {
        return command instanceof List<?> words
                ? words.stream()
                        .map(word -> "'" + String.valueOf(word).replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "))
                : String.valueOf(command);
    }

    private List<?> list(String key) {
        Object value = document.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        complaints.add(key + " is not a list");
        return List.of();
    }

    private static String word(Map<?, ?> entry, String key) {
        Object value = entry.get(key);
        return value == null ? "" : value.toString();
    }
}
