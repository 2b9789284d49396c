package dev.evenkeel.cli;

/// Whether a call must be signed to be answered.
public enum Auth {
    /// AWS Signature Version 4, as every AWS tool signs.
    SIGV4,
    /// Everybody who reaches the port may call; only on a loopback address.
    NONE
}
