package dev.evenkeel.api.elb;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.CertificateUse;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The listeners of a request, checked and taken into the model.
final class ListenerRequest {
    private static final int MAX_PORT = 65_535;

    private ListenerRequest() {}

    /// `there` with `wanted` added. The same listener twice is one; another on a taken port is
    /// refused.
    static List<ListenerPorts> added(
            World world, Scope scope, List<ListenerPorts> there, List<Listener> wanted) {
        var all = new ArrayList<>(there);
        for (Listener one : wanted) {
            ListenerPorts listener = of(world, scope, one);
            Optional<ListenerPorts> taken =
                    all.stream().filter(other -> other.port() == listener.port()).findFirst();
            if (taken.isEmpty()) {
                all.add(listener);
            } else if (!taken.get().withPolicies(List.of()).equals(listener)) {
                throw new ApiFault(
                        ElbErrors.DUPLICATE_LISTENER,
                        "A listener already exists with LoadBalancerPort "
                                + listener.port()
                                + ", but with a different InstancePort, Protocol, or"
                                + " SSLCertificateId");
            }
        }
        return all;
    }

    private static ListenerPorts of(World world, Scope scope, Listener listener) {
        Protocol front = protocol(requireNonNull(listener.protocol()));
        String given = listener.instanceProtocol();
        Protocol back = given == null ? front : protocol(given);
        if (front.isHttp() != back.isHttp()) {
            throw ApiFault.validation(
                    "Load Balancer protocol is "
                            + layer(front)
                            + " layer protocol, but instance protocol is not. Both the Load"
                            + " Balancer protocol and the instance protocol should be at the same"
                            + " layer. Please fix.");
        }
        return new ListenerPorts(
                front,
                port(world, requireNonNull(listener.loadBalancerPort())),
                back,
                requireNonNull(listener.instancePort()),
                certificate(world, scope, front, listener.sslCertificateId()));
    }

    /// The certificate of a listener that needs one.
    static Optional<String> certificate(
            World world, Scope scope, Protocol front, @Nullable String arn) {
        if (front != Protocol.HTTPS) {
            if (arn != null && !arn.isEmpty()) {
                throw Lookup.invalid(
                        "SSL certificates can only be specified for HTTPS and SSL listeners");
            }
            return Optional.empty();
        }
        if (arn == null || CertificateUse.find(world, scope, arn).isEmpty()) {
            throw new ApiFault(
                    ElbErrors.CERTIFICATE_NOT_FOUND,
                    "Server Certificate not found for the key: " + arn);
        }
        return Optional.of(arn);
    }

    private static String layer(Protocol protocol) {
        return protocol.isHttp() ? "an application" : "a transport";
    }

    private static Protocol protocol(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "HTTP" -> Protocol.HTTP;
            case "HTTPS" -> Protocol.HTTPS;
            case "TCP" -> Protocol.TCP;
            case "SSL" ->
                    throw new ApiFault(
                            ElbErrors.UNSUPPORTED_PROTOCOL,
                            "Listener protocol '" + text + "' is not supported");
            default ->
                    throw ApiFault.validation(
                            "Listener Protocol must be one of HTTP, HTTPS, TCP, SSL");
        };
    }

    private static int port(World world, int port) {
        if (port < 1 || port > MAX_PORT) {
            throw ApiFault.validation("LoadBalancerPort must be between 1 and 65535");
        }
        world.site()
                .whyNotListenOn(port)
                .ifPresent(why -> {
                    throw new ApiFault(ElbErrors.OPERATION_NOT_PERMITTED, why);
                });
        return port;
    }
}
