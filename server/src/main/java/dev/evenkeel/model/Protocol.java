package dev.evenkeel.model;

/// What a listener, target group or health check speaks.
public enum Protocol {
    HTTP,
    HTTPS,
    TCP,
    TLS,
    UDP,
    TCP_UDP,
    SSL;

    /// Whether an HTTP message is read, rather than a stream of bytes relayed.
    public boolean isHttp() {
        return this == HTTP || this == HTTPS;
    }
}
