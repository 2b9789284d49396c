package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Listener;

/// A listener as the API shows it.
final class ListenerView {
    private ListenerView() {}

    static dev.evenkeel.wire.elbv2.Listener of(Listener listener) {
        return dev.evenkeel.wire.elbv2.Listener.builder()
                .listenerArn(listener.arn().value())
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
