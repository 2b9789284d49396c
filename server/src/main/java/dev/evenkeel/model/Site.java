package dev.evenkeel.model;

import java.util.List;
import java.util.Optional;

/// What this installation is, fixed at start: its home scope, its zones (full names, `us-east-1a`),
/// its network, the lowest port it may open.
public record Site(Scope home, List<String> zones, Network network, int lowestPort) {
    public Site {
        zones = List.copyOf(zones);
    }

    /// A site with the loopback network over `zones`.
    public static Site of(Scope home, List<String> zones, int lowestPort) {
        return new Site(home, zones, Network.of(home, zones), lowestPort);
    }

    /// Why this process may not listen on `port`, with the cure; empty if it may.
    public Optional<String> whyNotListenOn(int port) {
        if (port >= lowestPort) {
            return Optional.empty();
        }
        return Optional.of(
                "This user may not listen on port "
                        + port
                        + ": use a port from "
                        + lowestPort
                        + " up, or run 'sysctl net.ipv4.ip_unprivileged_port_start=80', or run as"
                        + " root");
    }
}
