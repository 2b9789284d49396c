package dev.evenkeel.api;

import dev.evenkeel.model.Change;
import java.util.List;

/// What a write leads to: the changes to make durable, all or none, and the answer to give once
/// they are.
public record Decision<O>(List<Change> changes, O answer) {
    public Decision {
        changes = List.copyOf(changes);
    }

    /// An answer that changes nothing.
    public static <O> Decision<O> unchanged(O answer) {
        return new Decision<>(List.of(), answer);
    }
}
