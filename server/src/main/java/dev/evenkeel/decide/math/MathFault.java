package dev.evenkeel.decide.math;

/// What is wrong with an expression, in words for its author.
public final class MathFault extends Exception {
    private static final long serialVersionUID = 1L;

    MathFault(String why) {
        super(why, null, false, false);
    }

    /// Never absent, unlike [#getMessage].
    public String why() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
