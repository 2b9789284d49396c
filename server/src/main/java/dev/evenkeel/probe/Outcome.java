package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;

/// The result of one check: whoever finds it first tells it, and nobody after.
final class Outcome {
    private final Asker.Listener listener;
    private boolean told;
    private int code;

    Outcome(Asker.Listener listener) {
        this.listener = listener;
    }

    /// The target answered with this code.
    void answered(int with) {
        code = with;
    }

    /// Tells the result unless one was told.
    void tell(CheckResult result) {
        if (!told) {
            told = true;
            listener.told(result, code);
        }
    }

    boolean isTold() {
        return told;
    }
}
