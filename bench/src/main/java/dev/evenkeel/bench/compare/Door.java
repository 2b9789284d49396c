package dev.evenkeel.bench.compare;

/// A way into a contender that a load takes.
enum Door {
    HTTP(1),
    MANY_RULES(2),
    HTTPS(3),
    TCP(4);

    private final int number;

    Door(int number) {
        this.number = number;
    }

    /// The port at which a contender has this door; `base` is the contender's own.
    int port(int base) {
        return base + number;
    }

    String scheme() {
        return this == HTTPS ? "https" : "http";
    }
}
