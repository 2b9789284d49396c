package dev.evenkeel.cli;

/// Which clock the control plane goes by, as a user says it.
public enum ClockKind {
    /// The machine's.
    SYSTEM,
    /// One that stands still until it is told to advance.
    MANUAL;

    static ClockKind of(String said) {
        return switch (said) {
            case "system" -> SYSTEM;
            case "manual" -> MANUAL;
            default ->
                    throw new CannotStart(
                            Setting.CLOCK.flag() + ": want system or manual, not " + said);
        };
    }
}
