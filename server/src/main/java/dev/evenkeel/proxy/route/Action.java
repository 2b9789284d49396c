package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.balance.Split;

/// What is done with a request, compiled.
public sealed interface Action {
    /// Sends it to a target of the pool at one of `places` in its route's list, chosen by `split`.
    /// A client keeps its pool for `stickySeconds`, unless that is 0.
    record Forward(Split split, Places places, int stickySeconds) implements Action {
        Forward(Split split, Places places) {
            this(split, places, 0);
        }
    }

    /// Forwards what the transforms make of it.
    record Transformed(Transforms transforms, Forward forward) implements Action {}

    /// Answers with the address of another place; see [dev.evenkeel.model.Action.Redirect].
    record Redirect(dev.evenkeel.model.Action.Redirect to) implements Action {}

    /// Answers by itself; see [dev.evenkeel.model.Action.FixedResponse].
    record FixedResponse(dev.evenkeel.model.Action.FixedResponse answer) implements Action {}

    /// Indexes into [Route#pools].
    record Places(java.util.List<Integer> indexes) {
        public Places {
            indexes = java.util.List.copyOf(indexes);
        }
    }
}
