package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.proxy.message.DesyncMode;
import java.time.Duration;
import java.util.List;

/// The attributes of a load balancer that the HTTP engine heeds, with AWS's defaults.
public record HttpOptions(
        Duration idleTimeout,
        Duration clientKeepAlive,
        ForwardedFor forwardedFor,
        boolean clientPortInForwardedFor,
        boolean preserveHost,
        boolean dropInvalidHeaders,
        DesyncMode desync,
        Logging logging,
        AddedFields added) {
    /// Of a load balancer that sets none.
    public static final HttpOptions DEFAULTS = of(Attributes.DEFAULTS);

    private static final String PREFIX = "routing.http.";

    /// What becomes of `X-Forwarded-For`.
    public enum ForwardedFor {
        APPEND,
        PRESERVE,
        REMOVE
    }

    /// What clients may choose from by ALPN, the best first.
    static List<String> applicationProtocols(Attributes attributes) {
        return attributes.isTrue("routing.http2.enabled", true)
                ? List.of("h2", "http/1.1")
                : List.of("http/1.1");
    }

    /// The same, with logs, and with fields added to responses.
    HttpOptions with(Logging logs, AddedFields fields) {
        return new HttpOptions(
                idleTimeout,
                clientKeepAlive,
                forwardedFor,
                clientPortInForwardedFor,
                preserveHost,
                dropInvalidHeaders,
                desync,
                logs,
                fields);
    }

    public static HttpOptions of(Attributes attributes) {
        return new HttpOptions(
                Duration.ofSeconds(attributes.number("idle_timeout.timeout_seconds", 60)),
                Duration.ofSeconds(attributes.number("client_keep_alive.seconds", 3600)),
                switch (attributes.get(PREFIX + "xff_header_processing.mode", "append")) {
                    case "preserve" -> ForwardedFor.PRESERVE;
                    case "remove" -> ForwardedFor.REMOVE;
                    default -> ForwardedFor.APPEND;
                },
                attributes.isTrue(PREFIX + "xff_client_port.enabled", false),
                attributes.isTrue(PREFIX + "preserve_host_header.enabled", false),
                attributes.isTrue(PREFIX + "drop_invalid_header_fields.enabled", false),
                switch (attributes.get(PREFIX + "desync_mitigation_mode", "defensive")) {
                    case "monitor" -> DesyncMode.MONITOR;
                    case "strictest" -> DesyncMode.STRICTEST;
                    default -> DesyncMode.DEFENSIVE;
                },
                Logging.OFF,
                AddedFields.NONE);
    }
}
