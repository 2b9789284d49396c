package dev.evenkeel.api.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Knows where a load balancer's listener is, by the name a browser uses for it.
@FunctionalInterface
public interface FrontDoor {
    /// `NAME.elb.localhost` is the load balancer NAME; browsers find every `localhost` name by
    /// themselves.
    String DOMAIN = ".elb.localhost";

    /// @param host lower case, without port
    Optional<InetSocketAddress> addressOf(String host);
}
