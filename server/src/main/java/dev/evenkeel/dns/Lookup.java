package dev.evenkeel.dns;

import java.util.List;

/// What the zones know about a name. `apex` is the zone the name belongs to.
public sealed interface Lookup {
    /// The name of a load balancer, or of its node in one zone, and the addresses to answer.
    record Addresses(String apex, List<String> addresses) implements Lookup {
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /// The name of a zone itself.
    record Apex(String apex) implements Lookup {}

    /// A name inside one of our zones that nobody has.
    record NoSuchName(String apex) implements Lookup {}

    /// A name outside of our zones.
    record NotOurs() implements Lookup {}
}
