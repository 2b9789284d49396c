package dev.evenkeel.wire.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folder of generated sources. A file whose text did not change is left alone, so that the
/// compiler has nothing to do; a file nobody wrote this time is removed.
final class SourceTree {
    private final Path root;
    private final Set<Path> written = new HashSet<>();

    SourceTree(Path root) {
        this.root = root;
    }

    void write(String relative, String text) throws IOException {
        Path file = root.resolve(relative);
        if (!written.add(file)) {
            throw new IllegalStateException("two shapes want the file " + relative);
        }
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void removeLeftovers() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> leftovers =
                    files.filter(Files::isRegularFile)
                            .filter(file -> !written.contains(file))
                            .toList();
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
    }
}
