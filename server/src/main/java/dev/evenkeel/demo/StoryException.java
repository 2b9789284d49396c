package dev.evenkeel.demo;

/// The story cannot go on: something was refused, or did not happen in time.
final class StoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryException(String message) {
        super(message);
    }

    StoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
