package dev.evenkeel.compute.cloudinit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What user data asks for, in the order cloud-init does it: files to write, then scripts to run.
///
/// What is not understood is not dropped silently: it is told on the console.
public final class CloudInit {
    private static final Set<PosixFilePermission> EXECUTABLE =
            PosixFilePermissions.fromString("rwx------");

    private final List<FileToWrite> files;
    private final List<Script> scripts;
    private final List<String> complaints;

    private CloudInit(List<FileToWrite> files, List<Script> scripts, List<String> complaints) {
        this.files = List.copyOf(files);
        this.scripts = List.copyOf(scripts);
        this.complaints = List.copyOf(complaints);
    }

    /// Where lines for the console go.
    public interface Console {
        void print(String line) throws IOException;
    }

    /// User data as the user wrote it, from how EC2 carries it; empty if that is not base64.
    public static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64Text.decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Reads user data as the user wrote it.
    public static CloudInit of(byte[] raw) {
        var files = new ArrayList<FileToWrite>();
        var scripts = new ArrayList<Script>();
        var complaints = new ArrayList<String>();
        int number = 0;
        for (Part part : Part.split(raw, complaints)) {
            number++;
            switch (part.kind()) {
                case SCRIPT ->
                        scripts.add(new Script(String.format("part-%03d", number), part.content()));
                case CLOUD_CONFIG -> {
                    var config = new CloudConfig(part.text(), complaints);
                    files.addAll(config.files());
                    scripts.addAll(config.scripts(number));
                }
                case UNKNOWN -> complaints.add("unhandled user data: " + part.beginning());
            }
        }
        return new CloudInit(files, scripts, complaints);
    }

    /// Writes files below `root` and scripts into `scripts`, and says on `console` what it could
    /// not do.
    public void install(Path root, Path scriptsDirectory, Console console) throws IOException {
        for (String complaint : complaints) {
            console.print("cloud-init: " + complaint);
        }
        for (FileToWrite file : files) {
            file.writeBelow(root, console);
        }
        for (Script script : scripts) {
            Path next = scriptsDirectory.resolve("." + script.name());
            Files.write(next, script.text());
            Files.setPosixFilePermissions(next, EXECUTABLE);
            Files.move(
                    next, scriptsDirectory.resolve(script.name()), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
