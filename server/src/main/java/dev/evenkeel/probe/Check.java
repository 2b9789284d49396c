package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.model.TargetRef;
import java.net.InetSocketAddress;
import java.time.Duration;

/// One target to ask: where, what, how often. A target in a zone that is switched off is not
/// `reachable`: nothing is sent to it, and it answers nothing.
record Check(
        TargetRef target,
        InetSocketAddress address,
        Question question,
        boolean reachable,
        Duration interval,
        Duration timeout,
        Thresholds thresholds) {

    /// The protocol it is asked in, in lower case.
    String kind() {
        return switch (question) {
            case Question.Connect() -> "tcp";
            case Question.Handshake() -> "tls";
            case Question.Get get -> get.tls() ? "https" : "http";
            case Question.Http2 http2 -> http2.get().tls() ? "https" : "http";
        };
    }

    /// An address and port as they stand in a URL: `127.31.0.50:80`, `[0:0:0:0:0:0:0:1]:80`.
    static String authority(InetSocketAddress address) {
        String literal = address.getAddress().getHostAddress();
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        return host + ":" + address.getPort();
    }

    /// What a target is asked.
    sealed interface Question {
        /// Whether it accepts a connection.
        record Connect() implements Question {}

        /// Whether it completes a TLS handshake, with whatever certificate.
        record Handshake() implements Question {}

        /// Whether it answers a GET with one of `healthy`.
        record Get(boolean tls, String path, HttpCodes healthy, String userAgent)
                implements Question {}

        /// The same by HTTP/2; with `grpc`, whether it answers a call with one of those gRPC codes.
        record Http2(boolean grpc, Get get) implements Question {}
    }
}
