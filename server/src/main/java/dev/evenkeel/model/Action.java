package dev.evenkeel.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a listener does with a request.
public sealed interface Action {
    /// Sends it to a target of one of the groups, chosen by weight. `stickySeconds`: how long a
    /// client keeps its group.
    record Forward(List<Weighted> targetGroups, Optional<Integer> stickySeconds) implements Action {
        public Forward {
            targetGroups = List.copyOf(targetGroups);
        }

        /// A target group and its share, 0-999.
        public record Weighted(Arn targetGroup, int weight) {}
    }

    /// Answers 301 or 302. Every part may hold `#{protocol} #{host} #{port} #{path} #{query}`.
    record Redirect(
            String protocol, String host, String port, String path, String query, int status)
            implements Action {}

    /// Answers by itself.
    record FixedResponse(int status, String contentType, String body) implements Action {}

    /// The ARNs of the target groups that any of `actions` forwards to.
    static List<String> targetGroups(List<Action> actions) {
        return actions.stream()
                .flatMap(action ->
                        switch (action) {
                            case Forward forward -> forward.targetGroups().stream();
                            case Redirect _, FixedResponse _ -> Stream.empty();
                        })
                .map(weighted -> weighted.targetGroup().value())
                .distinct()
                .toList();
    }
}
