package dev.evenkeel.model;

import java.util.List;

/// What this installation is, fixed at start: its home scope, its zones (full names, `us-east-1a`), its network, the lowest port it may open.
public record Site(Scope home, List<String> zones, Network network, int lowestPort) {
    public Site {
        zones = List.copyOf(zones);
    }

    /// A site with the loopback network over `zones`.
    public static Site of(Scope home, List<String> zones, int lowestPort) {
        return new Site(home, zones, Network.of(home, zones), lowestPort);
    }
}
