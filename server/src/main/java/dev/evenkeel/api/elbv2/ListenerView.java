package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.wire.elbv2.Certificate;
import dev.evenkeel.wire.elbv2.MutualAuthenticationAttributes;
import java.util.List;

/// A listener as the API shows it.
final class ListenerView {
    private ListenerView() {}

    static dev.evenkeel.wire.elbv2.Listener of(Listener listener) {
        var shown = dev.evenkeel.wire.elbv2.Listener.builder();
        if (listener.protocol() == Protocol.HTTPS) {
            String standard = listener.certificates().getFirst();
            shown.sslPolicy(listener.sslPolicy())
                    .certificates(List.of(new Certificate(standard, null)))
                    .mutualAuthentication(
                            MutualAuthenticationAttributes.builder().mode("off").build());
        }
        return shown.listenerArn(listener.arn().value())
                .loadBalancerArn(listener.loadBalancer().value())
                .port(listener.port())
                .protocol(listener.protocol().name())
                .defaultActions(ActionView.of(listener.defaultActions()))
                .build();
    }

    /// The kind of load balancer it belongs to: `application` or `network`.
    static String kind(Listener listener) {
        return listener.protocol().isHttp() ? "application" : "network";
    }
}
