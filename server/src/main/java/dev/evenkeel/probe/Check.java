package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What one node asks one target, again and again. A target in a zone that is switched off is not
/// `reachable`: nothing is sent to it, and it answers nothing.
record Check(TargetRef target, InetSocketAddress address, boolean reachable, Terms terms) {

    /// How a node asks the targets of one group: what, how often, and in whose name. `host` is what
    /// an HTTP request calls the target, if not by its address and port.
    record Terms(
            NodeRef node,
            InetAddress nodeAddress,
            Question question,
            Optional<String> host,
            Duration interval,
            Duration timeout,
            Thresholds thresholds) {}

    NodeRef node() {
        return terms.node();
    }

    Question question() {
        return terms.question();
    }

    /// The node's address to ask from; empty where no packet could travel from it to the target: a
    /// loopback address reaches nothing outside the machine.
    Optional<InetSocketAddress> from() {
        InetAddress node = terms.nodeAddress();
        InetAddress to = address.getAddress();
        boolean travels =
                node.getClass() == to.getClass()
                        && node.isLoopbackAddress() == to.isLoopbackAddress();
        return travels ? Optional.of(new InetSocketAddress(node, 0)) : Optional.empty();
    }

    /// The codes of a healthy answer to a GET.
    HttpCodes healthy() {
        return switch (question()) {
            case Question.Connect(), Question.Handshake() -> HttpCodes.NONE;
            case Question.Get get -> get.healthy();
            case Question.Http2 http2 -> http2.get().healthy();
        };
    }

    /// Whether it needs no more than a bare connection.
    boolean isPlain() {
        return switch (question()) {
            case Question.Connect() -> true;
            case Question.Get get -> !get.tls();
            case Question.Handshake(), Question.Http2 _ -> false;
        };
    }

    /// The `Host` of an HTTP request.
    String host() {
        return terms.host().orElseGet(() -> authority(address));
    }

    /// The protocol it is asked in, in lower case.
    String kind() {
        return switch (question()) {
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
