package dev.evenkeel.cli;

/// What the commands that need the whole product do. `Main` supplies it; each returns the status
/// the process ends with.
public interface Commands {
    /// Serves until the process is told to end.
    int serve(Settings settings);

    /// Tells the whole story with real sockets and processes.
    int demo(Settings settings, Story story);

    /// How the story is told: with `exit` it ends when it is told, instead of staying until the
    /// process is told to end; with `keepData` it uses the data directory of the settings and
    /// leaves it there, instead of a temporary one.
    record Story(boolean exit, boolean keepData) {}
}
