package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The protocol and port a listener may have.
final class ListenerRequest {
    private ListenerRequest() {}

    static Protocol protocol(LoadBalancer lb, @Nullable String protocol) {
        if (protocol == null) {
            throw ApiFault.validation("A listener protocol must be specified");
        }
        List<String> known = known(lb.type());
        if (!known.contains(protocol)) {
            throw ApiFault.validation(
                    "Listener protocol '"
                            + protocol
                            + "' must be one of '"
                            + String.join(", ", known)
                            + "'");
        }
        return switch (protocol) {
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TCP" -> Protocol.TCP;
            default ->
                    throw new ApiFault(
                            Elbv2Errors.UNSUPPORTED_PROTOCOL,
                            "Listener protocol '" + protocol + "' is not supported");
        };
    }

    private static List<String> known(LoadBalancer.Type type) {
        return switch (type) {
            case APPLICATION -> List.of("HTTPS", "HTTP");
            case NETWORK -> List.of("UDP", "TCP", "TLS", "TCP_UDP", "QUIC", "TCP_QUIC");
        };
    }

    /// A port that this process may open, and that no other listener has.
    static int port(World world, LoadBalancer lb, @Nullable Integer port, String ownArn) {
        if (port == null) {
            throw ApiFault.validation("A listener port must be specified");
        }
        checkOpenable(world, port);
        for (Listener other : Lookup.listeners(world.in(lb.scope()), lb)) {
            if (other.port() == port && !other.id().equals(ownArn)) {
                throw new ApiFault(
                        Elbv2Errors.DUPLICATE_LISTENER,
                        "A listener already exists on this port for this load balancer '"
                                + lb.arn()
                                + "'");
            }
        }
        return port;
    }

    static void checkOpenable(World world, int port) {
        world.site()
                .whyNotListenOn(port)
                .ifPresent(why -> {
                    throw new ApiFault(Elbv2Errors.OPERATION_NOT_PERMITTED, why);
                });
    }
}
