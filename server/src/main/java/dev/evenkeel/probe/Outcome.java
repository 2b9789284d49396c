package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import java.util.function.Consumer;

/// The result of one check: whoever finds it first tells it, and nobody after.
final class Outcome {
    private final Asker.Listener listener;
    private final long deadline;
    private final Consumer<Outcome> ended;
    private boolean told;
    private int code;

    /// The connection of a check.
    interface Line {
        /// Ends it, if it has not ended yet.
        void hangUp();
    }

    /// `deadline` is a time of the [Schedule]; `ended` hears when the line is down.
    Outcome(Asker.Listener listener, long deadline, Consumer<Outcome> ended) {
        this.listener = listener;
        this.deadline = deadline;
        this.ended = ended;
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

    long deadline() {
        return deadline;
    }

    /// There is no connection any more.
    void end() {
        tell(new CheckResult.Failed());
        ended.accept(this);
    }
}
