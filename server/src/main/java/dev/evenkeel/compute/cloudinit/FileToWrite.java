package dev.evenkeel.compute.cloudinit;

import dev.evenkeel.compute.cloudinit.CloudInit.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// One entry of `write_files`. `mode` is the nine permission bits as a number, `0644` by default.
///
/// The path is meant from the instance's root directory, absolute or not; it never leads out of it.
@SuppressWarnings("ArrayRecordComponent") // Its bytes go to a file; nobody compares it.
record FileToWrite(String path, byte[] content, int mode, boolean append) {
    void writeBelow(Path root, Console console) throws IOException {
        Path target = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            console.print("cloud-init: write_files: not a path of this instance: " + path);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (append) {
            Files.write(target, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } else {
            Files.write(target, content);
        }
        Files.setPosixFilePermissions(target, permissions());
    }

    private Set<PosixFilePermission> permissions() {
        var all = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int i = 0; i < fromHighest.length; i++) {
            if ((mode >> (fromHighest.length - 1 - i) & 1) == 1) {
                all.add(fromHighest[i]);
            }
        }
        return all;
    }
}
