package dev.evenkeel.bench.compare;

import java.util.List;

/// One kind of work.
record Case(String name, String what, Load load) {
    private static final int CONNECTIONS = 64;

    static List<Case> all() {
        return List.of(
                new Case(
                        "http",
                        "HTTP/1.1, 64 connections kept open, small answers",
                        new Load.Closed(Door.HTTP, "/", CONNECTIONS, List.of())),
                new Case(
                        "latency",
                        "HTTP/1.1, 64 connections, 30,000 requests/s",
                        new Load.Paced(Door.HTTP, CONNECTIONS, 30_000)),
                new Case(
                        "bodies",
                        "HTTP/1.1, answers of 10 MB",
                        new Load.Closed(Door.HTTP, "/big", 8, List.of())),
                new Case(
                        "tcp",
                        "HTTP/1.1 over a relay of TCP flows, 64 connections",
                        new Load.Closed(Door.TCP, "/", CONNECTIONS, List.of())),
                new Case(
                        "https",
                        "HTTPS, 64 connections kept open, small answers",
                        new Load.Closed(Door.HTTPS, "/", CONNECTIONS, List.of())),
                new Case(
                        "handshakes",
                        "HTTPS, a new connection for each request",
                        new Load.Closed(
                                Door.HTTPS, "/", CONNECTIONS, List.of("Connection: close"))),
                new Case(
                        "h2",
                        "HTTP/2 over TLS, 16 connections with 16 streams each",
                        new Load.Multiplexed(Door.HTTPS, 16, 16)),
                new Case(
                        "rules",
                        "as http, through 100 rules with 1,000 more targets configured",
                        new Load.Closed(Door.MANY_RULES, "/", CONNECTIONS, List.of())));
    }
}
