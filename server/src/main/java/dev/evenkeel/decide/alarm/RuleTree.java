package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// A composite alarm's rule, part by part, as it stands: what each part says, whether it holds, and
/// whether it is one of those that make the whole what it is. `alarm` is the one a part asks for.
public record RuleTree(
        String words,
        boolean holds,
        boolean decides,
        Optional<String> alarm,
        List<RuleTree> parts) {
    public RuleTree {
        parts = List.copyOf(parts);
    }

    public static RuleTree of(CompositeRule rule, Function<String, Optional<State>> states) {
        return new Growth(states).grow(rule, true);
    }

    /// With `decides`, a part decides if the part above would be another without it.
    private record Growth(Function<String, Optional<State>> states) {
        RuleTree grow(CompositeRule rule, boolean decides) {
            boolean holds = rule.holds(states);
            return switch (rule) {
                case CompositeRule.Constant(boolean value) ->
                        leaf(value ? "TRUE" : "FALSE", holds, decides, Optional.empty());
                case CompositeRule.In(State state, String alarm) ->
                        leaf(state + "(" + alarm + ")", holds, decides, Optional.of(alarm));
                case CompositeRule.Not(CompositeRule inner) ->
                        branch("NOT", List.of(inner), holds, _ -> decides);
                case CompositeRule.All(List<CompositeRule> rules) ->
                        branch("all of", rules, holds, sameAs(holds, decides));
                case CompositeRule.Any(List<CompositeRule> rules) ->
                        branch("any of", rules, holds, sameAs(holds, decides));
                case CompositeRule.AtLeast least ->
                        branch(words(least), least.rules(), holds, sameAs(holds, decides));
            };
        }

        /// What is true where the whole is, or false where the whole is, makes it so.
        private Predicate<CompositeRule> sameAs(boolean holds, boolean decides) {
            return part -> decides && part.holds(states) == holds;
        }

        private static RuleTree leaf(
                String words, boolean holds, boolean decides, Optional<String> alarm) {
            return new RuleTree(words, holds, decides, alarm, List.of());
        }

        private RuleTree branch(
                String words,
                List<CompositeRule> rules,
                boolean holds,
                Predicate<CompositeRule> decides) {
            List<RuleTree> parts =
                    rules.stream().map(part -> grow(part, decides.test(part))).toList();
            boolean any = parts.stream().anyMatch(RuleTree::decides);
            return new RuleTree(words, holds, any, Optional.empty(), parts);
        }

        private static String words(CompositeRule.AtLeast least) {
            String number =
                    least.number() == Math.rint(least.number())
                            ? Long.toString((long) least.number())
                            : String.format(Locale.ROOT, "%s", least.number());
            return "at least " + number + (least.inPercent() ? "% of" : " of");
        }
    }
}
