package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.message.RequestHead;
import java.util.List;

/// The rules of one listener in the order they are tried, and what happens if none matches.
public record Rules(List<Rule> rules, Action otherwise) {
    public Rules {
        rules = List.copyOf(rules);
    }

    /// One rule: its action if all conditions hold.
    public record Rule(int priority, List<Matcher> matchers, Action action) {
        public Rule {
            matchers = List.copyOf(matchers);
        }

        static Rule of(int priority, List<Condition> conditions, Action action) {
            return new Rule(priority, conditions.stream().map(Matcher::of).toList(), action);
        }

        boolean matches(RequestHead head, byte[] peer) {
            for (int index = 0; index < matchers.size(); index++) {
                if (!matchers.get(index).matches(head, peer)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What to do with a request from `peer`, an address in network order.
    public Action match(RequestHead head, byte[] peer) {
        for (int index = 0; index < rules.size(); index++) {
            if (rules.get(index).matches(head, peer)) {
                return rules.get(index).action();
            }
        }
        return otherwise;
    }
}
