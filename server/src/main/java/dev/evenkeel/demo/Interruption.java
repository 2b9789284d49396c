package dev.evenkeel.demo;

/// Somebody ended the demo before its story was told.
final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Interruption() {
        super("told to end", null, false, false);
    }
}
