package dev.evenkeel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the commands that need the whole product do. `Main` supplies it; each returns the status
/// the process ends with.
public interface Commands {
    /// Serves until the process is told to end.
    int serve(Settings settings);

    /// Tells the whole story with real sockets and processes.
    int demo(Settings settings, Story story);

    /// Tries policies on a load, without a server.
    int simulate(Experiment experiment);

    /// The scenario, others whose policies are tried on its load too, and where to write every
    /// minute as CSV and the picture as SVG.
    record Experiment(Path file, List<Path> compare, Optional<Path> csv, Optional<Path> svg) {
        public Experiment {
            compare = List.copyOf(compare);
        }
    }

    /// How the story is told: with `exit` it ends when it is told, instead of staying until the
    /// process is told to end; with `keepData` it uses the data directory of the settings and
    /// leaves it there, instead of a temporary one.
    record Story(boolean exit, boolean keepData) {}
}
