package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The driver's own part of the data directory: `instances/ID/`, the commands every instance finds
/// on its path (`bin/`), and the zones that are switched off (`zones-off/`).
final class Installation {
    private final Path data;

    private Installation(Path data) {
        this.data = data;
    }

    /// Makes what is missing under `data`. Scripts are replaced, not overwritten: instances that
    /// run keep reading theirs.
    static Installation open(Path data, Map<String, List<String>> commands) throws IOException {
        Files.createDirectories(data);
        var installation = new Installation(data.toRealPath());
        Files.createDirectories(installation.instances());
        Files.setPosixFilePermissions(
                installation.instances(), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(installation.bin());
        Files.createDirectories(installation.zones());
        for (String script : List.of("boot", "init")) {
            executable(installation.script(script), resource(script));
        }
        for (var command : commands.entrySet()) {
            executable(
                    installation.bin().resolve(command.getKey()),
                    commandScript(command.getValue()));
        }
        return installation;
    }

    Path instances() {
        return data.resolve("instances");
    }

    Path bin() {
        return data.resolve("bin");
    }

    Path script(String name) {
        return data.resolve(name);
    }

    private Path zones() {
        return data.resolve("zones-off");
    }

    InstanceDirectory directory(InstanceId id) {
        return new InstanceDirectory(id, instances().resolve(id.value()));
    }

    /// Every directory that bears an instance's name, whatever is in it. Other files are none of
    /// ours.
    SortedSet<InstanceId> ids() throws IOException {
        var ids = new TreeSet<InstanceId>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(instances(), "i-*")) {
            for (Path path : paths) {
                Optional.of(String.valueOf(path.getFileName()))
                        .filter(InstanceId::isInstanceId)
                        .filter(_ -> Files.isDirectory(path))
                        .ifPresent(name -> ids.add(new InstanceId(name)));
            }
        }
        return ids;
    }

    /// The zones that are noted as switched off.
    Set<String> zonesOff() throws IOException {
        try (Stream<Path> marks = Files.list(zones())) {
            return marks.map(mark -> String.valueOf(mark.getFileName()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    void noteZone(String zone, boolean off) throws IOException {
        Path mark = zones().resolve(zone);
        if (!off) {
            Files.deleteIfExists(mark);
        } else if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String commandScript(List<String> command) {
        return command.stream()
                .map(Installation::quoted)
                .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n"));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Installation.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
