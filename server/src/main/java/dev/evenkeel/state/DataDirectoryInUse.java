package dev.evenkeel.state;

import java.nio.file.Path;

/// Another server works on the same data directory. Two writers would undo each other's changes.
public final class DataDirectoryInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataDirectoryInUse(Path directory, Throwable cause) {
        super(
                "another server is using the data directory "
                        + directory
                        + "; stop it first, or choose another directory",
                cause);
    }
}
