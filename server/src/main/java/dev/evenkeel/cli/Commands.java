package dev.evenkeel.cli;

/// What the commands that need the whole product do. `Main` supplies it; each returns the status
/// the process ends with.
public interface Commands {
    /// Serves until the process is told to end.
    int serve(Settings settings);

    /// Tells the whole story with real sockets and processes; with `exit`, ends after it instead of
    /// staying.
    int demo(boolean exit);
}
