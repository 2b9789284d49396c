package dev.evenkeel.compute.process;

import java.util.Optional;

/// The process an instance stands and falls with, as boot noted it: `PID START MODE`.
///
/// A process id may be given again to another process; together with its start it is unique.
record MainProcess(int pid, long startedTicks, boolean inNamespace) {
    /// Reads boot's note; anything else is no note.
    static Optional<MainProcess> parse(String note) {
        String[] words = note.strip().split(" ");
        if (words.length != 3 || !words[0].matches("\\d{1,9}") || !words[1].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(
                new MainProcess(
                        Integer.parseInt(words[0]),
                        Long.parseLong(words[1]),
                        words[2].equals(Containment.PID_NAMESPACE.mode())));
    }
}
