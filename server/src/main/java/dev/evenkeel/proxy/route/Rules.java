package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.message.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one listener in the order they are tried, and what happens if none matches.
/// Immutable; any thread.
public final class Rules {
    private final Rule[] rules;
    private final @Nullable RuleIndex index;
    private final Action otherwise;

    public Rules(List<Rule> rules, Action otherwise) {
        this.rules = rules.toArray(new Rule[0]);
        this.index = RuleIndex.of(rules).orElse(null);
        this.otherwise = otherwise;
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

    /// The priority of the rule that has this very action; 0 is the default rule's.
    @SuppressWarnings("ReferenceEquality") // Each rule has an action object of its own.
    public int priorityOf(Action action) {
        for (Rule rule : rules) {
            if (rule.action() == action) {
                return rule.priority();
            }
        }
        return 0;
    }

    /// What to do with a request from `peer`, an address in network order.
    public Action match(RequestHead head, byte[] peer) {
        Rule rule = index == null ? oneAfterTheOther(head, peer) : index.first(rules, head, peer);
        return rule == null ? otherwise : rule.action();
    }

    /// A rule that was tried: which of its conditions hold, in their order.
    public record Tried(int priority, List<Boolean> holds) {
        public Tried {
            holds = List.copyOf(holds);
        }

        public boolean matches() {
            return !holds.contains(false);
        }
    }

    /// The rules a request goes by, to the one that decides what to do with it: the last, if it
    /// matches, else the default. For those who ask why; not for every request.
    @SuppressWarnings("ReferenceEquality") // Each rule has an action object of its own.
    public List<Tried> tried(RequestHead head, byte[] peer) {
        Action decided = match(head, peer);
        var tried = new ArrayList<Tried>();
        for (Rule rule : rules) {
            tried.add(
                    new Tried(
                            rule.priority(),
                            rule.matchers().stream().map(m -> m.matches(head, peer)).toList()));
            if (rule.action() == decided) {
                break;
            }
        }
        return tried;
    }

    private @Nullable Rule oneAfterTheOther(RequestHead head, byte[] peer) {
        for (Rule rule : rules) {
            if (rule.matches(head, peer)) {
                return rule;
            }
        }
        return null;
    }
}
