package dev.evenkeel.api.http;

import dev.evenkeel.model.Scope;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to the reasons behind decisions. Any thread.
public interface Explainer {
    /// Why it is so; empty if there is no such subject.
    Optional<Explained> explain(Scope scope, Subject subject);

    /// As facts, which become JSON, and as lines for people.
    record Explained(Map<String, Object> facts, List<String> lines) {}

    /// What is asked about.
    sealed interface Subject {
        /// A scaling activity: what led to it.
        record Activity(String id) implements Subject {}

        /// An alarm: which datapoints make its state, and what its policies want.
        record Alarm(String name) implements Subject {}

        /// A group: who would go next.
        record Termination(String group) implements Subject {}

        /// A request: which rule it meets.
        record Route(
                String method,
                String host,
                int port,
                String target,
                List<Map.Entry<String, String>> headers,
                InetAddress client)
                implements Subject {}
    }
}
