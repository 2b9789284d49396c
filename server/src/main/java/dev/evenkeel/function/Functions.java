package dev.evenkeel.function;

import dev.evenkeel.model.FunctionArn;
import java.util.function.Consumer;

/// Hands events to functions.
///
/// A call returns at once and is answered later on a thread of the adapter's choice; a caller must
/// bear answers that fail, come late, twice or never.
public interface Functions {
    /// @param event JSON
    void invoke(FunctionArn function, String event, Consumer<Reply> whenDone);

    /// How a call ended.
    sealed interface Reply {
        /// What the function answered, as it came.
        record Answered(String payload) implements Reply {}

        /// `why` is told to people, as the end of a sentence.
        record Failed(String why) implements Reply {}
    }

    /// Where there are none: every call fails.
    static Functions none() {
        return (function, _, whenDone) ->
                whenDone.accept(new Reply.Failed("there is no function " + function.name()));
    }
}
