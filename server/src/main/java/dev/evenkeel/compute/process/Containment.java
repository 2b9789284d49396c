package dev.evenkeel.compute.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What holds an instance's processes together, so that they end with it.
///
/// With a PID namespace the kernel ends every process when the first one ends. Where namespaces are
/// not to be had, processes are known by their session, their parents and a tag in their
/// environment.
public enum Containment {
    /// A PID namespace made by root: processes keep root's rights, e.g. to bind port 80.
    PID_NAMESPACE("namespace", "unshare --mount --pid --fork --kill-child --mount-proc"),
    /// A PID namespace inside a user namespace, for ordinary users.
    USER_NAMESPACE(
            "namespace",
            "unshare --user --map-current-user --mount --pid --fork --kill-child --mount-proc"),
    /// Where only bubblewrap may make namespaces.
    BUBBLEWRAP("namespace", "bwrap --dev-bind / / --unshare-pid --as-pid-1 --proc /proc"),
    /// No namespaces: a session and a tag.
    SESSION("session", "");

    private static final int SECONDS_TO_TRY = 5;

    private final String mode;
    private final String command;

    Containment(String mode, String command) {
        this.mode = mode;
        this.command = command;
    }

    /// The word that boot notes beside the process id: `namespace` or `session`.
    String mode() {
        return mode;
    }

    /// The command line that runs `inner` inside.
    List<String> around(List<String> inner) {
        if (command.isEmpty()) {
            return inner;
        }
        var all = new ArrayList<>(List.of(command.split(" ")));
        all.addAll(inner);
        return all;
    }

    /// The first that works here.
    public static Containment detect() {
        for (Containment candidate : values()) {
            if (candidate.works()) {
                return candidate;
            }
        }
        return SESSION;
    }

    /// Tries it on a process that does nothing.
    public boolean works() {
        try {
            Process trial =
                    new ProcessBuilder(around(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (trial.waitFor(SECONDS_TO_TRY, TimeUnit.SECONDS)) {
                return trial.exitValue() == 0;
            }
            trial.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
