package dev.evenkeel.model;

import java.util.List;

/// Where an Application or Network Load Balancer accepts connections, and what it does when no rule
/// matches.
///
/// `certificates` holds the default certificate's ARN first.
public record Listener(
        Arn arn,
        Scope scope,
        Arn loadBalancer,
        Protocol protocol,
        int port,
        String sslPolicy,
        List<String> certificates,
        List<String> alpnPolicy,
        List<Action> defaultActions,
        Attributes attributes,
        Tags tags)
        implements Resource {
    public Listener {
        certificates = List.copyOf(certificates);
        alpnPolicy = List.copyOf(alpnPolicy);
        defaultActions = List.copyOf(defaultActions);
    }

    @Override
    public String id() {
        return arn.value();
    }

    /// By the ARNs of the target groups it forwards to.
    @Override
    public List<String> foundBy() {
        return Action.targetGroups(defaultActions);
    }

    public Listener listeningOn(Protocol nextProtocol, int nextPort) {
        return new Listener(
                arn,
                scope,
                loadBalancer,
                nextProtocol,
                nextPort,
                sslPolicy,
                certificates,
                alpnPolicy,
                defaultActions,
                attributes,
                tags);
    }

    /// `nextCertificates` holds the default certificate first.
    public Listener secured(String nextPolicy, List<String> nextCertificates) {
        return new Listener(
                arn,
                scope,
                loadBalancer,
                protocol,
                port,
                nextPolicy,
                nextCertificates,
                alpnPolicy,
                defaultActions,
                attributes,
                tags);
    }

    public Listener withDefaultActions(List<Action> next) {
        return new Listener(
                arn,
                scope,
                loadBalancer,
                protocol,
                port,
                sslPolicy,
                certificates,
                alpnPolicy,
                next,
                attributes,
                tags);
    }

    public Listener withAttributes(Attributes next) {
        return new Listener(
                arn,
                scope,
                loadBalancer,
                protocol,
                port,
                sslPolicy,
                certificates,
                alpnPolicy,
                defaultActions,
                next,
                tags);
    }

    public Listener withTags(Tags next) {
        return new Listener(
                arn,
                scope,
                loadBalancer,
                protocol,
                port,
                sslPolicy,
                certificates,
                alpnPolicy,
                defaultActions,
                attributes,
                next);
    }
}
