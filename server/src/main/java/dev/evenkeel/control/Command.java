package dev.evenkeel.control;

import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import java.util.List;

/// What a caller wants done: a pure function from the moment to changes and an answer. What it
/// throws is handed to the caller, and nothing changes.
@FunctionalInterface
public interface Command<A> {
    Decided<A> decide(Moment moment);

    /// The changes to make durable, all or none, and the answer to give once they are.
    record Decided<A>(List<Change> changes, A answer) {
        public Decided {
            changes = List.copyOf(changes);
        }
    }
}
