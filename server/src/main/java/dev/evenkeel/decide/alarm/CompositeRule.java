package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The rule of a composite alarm: an expression over the states of other alarms, by name.
public sealed interface CompositeRule {
    /// Whether the rule holds; `states` gives the state of an alarm. One that is not there is in no
    /// state.
    boolean holds(Function<String, Optional<State>> states);

    /// The names of the alarms it speaks of, in the order it does.
    Stream<String> alarms();

    /// How many operators, functions and constants it is made of.
    int elements();

    /// `TRUE` or `FALSE`.
    record Constant(boolean value) implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            return value;
        }

        @Override
        public Stream<String> alarms() {
            return Stream.empty();
        }

        @Override
        public int elements() {
            return 1;
        }
    }

    /// `ALARM("name")`, `OK(name)`, `INSUFFICIENT_DATA(name)`.
    record In(State state, String alarm) implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            return states.apply(alarm).filter(s -> s == state).isPresent();
        }

        @Override
        public Stream<String> alarms() {
            return Stream.of(alarm);
        }

        @Override
        public int elements() {
            return 1;
        }
    }

    /// `NOT rule`.
    record Not(CompositeRule rule) implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            return !rule.holds(states);
        }

        @Override
        public Stream<String> alarms() {
            return rule.alarms();
        }

        @Override
        public int elements() {
            return 1 + rule.elements();
        }
    }

    /// Rules joined by `AND`.
    record All(List<CompositeRule> rules) implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            return rules.stream().allMatch(rule -> rule.holds(states));
        }

        @Override
        public Stream<String> alarms() {
            return rules.stream().flatMap(CompositeRule::alarms);
        }

        @Override
        public int elements() {
            return rules.size() - 1 + rules.stream().mapToInt(CompositeRule::elements).sum();
        }
    }

    /// Rules joined by `OR`.
    record Any(List<CompositeRule> rules) implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            return rules.stream().anyMatch(rule -> rule.holds(states));
        }

        @Override
        public Stream<String> alarms() {
            return rules.stream().flatMap(CompositeRule::alarms);
        }

        @Override
        public int elements() {
            return rules.size() - 1 + rules.stream().mapToInt(CompositeRule::elements).sum();
        }
    }

    /// `AT_LEAST(2, ALARM, (a, b, c))`, or `AT_LEAST(50%, NOT OK, (a, b))`.
    record AtLeast(double number, boolean inPercent, List<CompositeRule> rules)
            implements CompositeRule {
        @Override
        public boolean holds(Function<String, Optional<State>> states) {
            long count = rules.stream().filter(rule -> rule.holds(states)).count();
            return inPercent ? 100.0 * count >= number * rules.size() : count >= number;
        }

        @Override
        public Stream<String> alarms() {
            return rules.stream().flatMap(CompositeRule::alarms);
        }

        @Override
        public int elements() {
            return 1 + rules.size();
        }
    }
}
