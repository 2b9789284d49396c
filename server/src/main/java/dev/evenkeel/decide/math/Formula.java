package dev.evenkeel.decide.math;

import java.util.List;

/// An expression, parsed.
sealed interface Formula {
    /// Whether a query of this id is named anywhere in it.
    default boolean names(String id) {
        return switch (this) {
            case Constant _, Text _ -> false;
            case Name(String name) -> name.equals(id);
            case Several(List<Formula> parts) -> parts.stream().anyMatch(p -> p.names(id));
            case Call(String _, List<Formula> arguments) ->
                    arguments.stream().anyMatch(a -> a.names(id));
            case Negative(Formula of) -> of.names(id);
            case Binary(Operator _, Formula left, Formula right) ->
                    left.names(id) || right.names(id);
        };
    }

    /// Whether a function is called anywhere in it.
    default boolean calls(String function) {
        return switch (this) {
            case Constant _, Text _, Name _ -> false;
            case Several(List<Formula> parts) -> parts.stream().anyMatch(p -> p.calls(function));
            case Call(String name, List<Formula> arguments) ->
                    name.equals(function) || arguments.stream().anyMatch(a -> a.calls(function));
            case Negative(Formula of) -> of.calls(function);
            case Binary(Operator _, Formula left, Formula right) ->
                    left.calls(function) || right.calls(function);
        };
    }

    /// A number as written.
    record Constant(double value) implements Formula {}

    /// Text in quotation marks, an argument of some functions.
    record Text(String text) implements Formula {}

    /// The id of another query, or a word that a function understands, as `REPEAT`.
    record Name(String id) implements Formula {}

    /// `[m1, m2]`.
    record Several(List<Formula> parts) implements Formula {}

    /// `SUM(m1)`; the function's name in capital letters.
    record Call(String function, List<Formula> arguments) implements Formula {}

    /// `-m1`.
    record Negative(Formula of) implements Formula {}

    /// `m1 + m2`.
    record Binary(Operator operator, Formula left, Formula right) implements Formula {}

    /// What joins two sides, with how closely it binds.
    enum Operator {
        OR("||", 1),
        AND("&&", 2),
        EQUAL("==", 3),
        UNEQUAL("!=", 3),
        AT_MOST("<=", 3),
        AT_LEAST(">=", 3),
        LESS("<", 3),
        GREATER(">", 3),
        PLUS("+", 4),
        MINUS("-", 4),
        TIMES("*", 5),
        DIVIDED("/", 5),
        POWER("^", 7);

        /// A sign before a value binds closer than a product, less close than a power.
        static final int SIGN = 6;

        final String sign;
        final int binding;

        Operator(String sign, int binding) {
            this.sign = sign;
            this.binding = binding;
        }

        double of(double left, double right) {
            return switch (this) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case DIVIDED -> left / right;
                case POWER -> Math.pow(left, right);
                case EQUAL -> truth(left == right);
                case UNEQUAL -> truth(left != right);
                case AT_MOST -> truth(left <= right);
                case AT_LEAST -> truth(left >= right);
                case LESS -> truth(left < right);
                case GREATER -> truth(left > right);
                case AND -> truth(left != 0 && right != 0);
                case OR -> truth(left != 0 || right != 0);
            };
        }

        private static double truth(boolean holds) {
            return holds ? 1 : 0;
        }
    }
}
