package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Protocol;
import dev.evenkeel.proxy.balance.Node;
import java.util.Optional;

/// One listening socket of one node, and what happens to what arrives there. With `tls`, it arrives
/// encrypted.
public record Frontend(
        Address address, Protocol protocol, Node node, Route route, Optional<Tls> tls) {
    /// Where it listens: no two frontends share an address.
    public record Address(String host, int port) implements Comparable<Address> {
        @Override
        public int compareTo(Address other) {
            int byHost = host.compareTo(other.host);
            return byHost != 0 ? byHost : Integer.compare(port, other.port);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
