package dev.evenkeel.state;

/// The state cannot be read, or a change could not be made durable: the disk is full, read-only or
/// gone.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
