package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Condition;
import java.util.List;

/// The rules of one listener in the order they are tried, and what happens if none matches.
public record Rules(List<Rule> rules, Action otherwise) {
    public Rules {
        rules = List.copyOf(rules);
    }

    /// One rule: its action if all conditions hold.
    public record Rule(int priority, List<Condition> conditions, Action action) {
        public Rule {
            conditions = List.copyOf(conditions);
        }
    }
}
