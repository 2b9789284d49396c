package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Scope;

/// A load balancer in one zone, and what it counted there. `loadBalancer` is an ARN, or a Classic
/// Load Balancer's name.
///
/// One object from its first route table to its last, so that it may serve as a key by identity.
public final class Node {
    private final Kind kind;
    private final Scope scope;
    private final String loadBalancer;
    private final String zone;
    private final String dnsName;
    private final NodeRef ref;
    private final Tally tally = new Tally();

    public Node(Kind kind, Scope scope, String loadBalancer, String zone, String dnsName) {
        this.kind = kind;
        this.scope = scope;
        this.loadBalancer = loadBalancer;
        this.zone = zone;
        this.dnsName = dnsName;
        this.ref = new NodeRef(loadBalancer, zone);
    }

    /// What kind of load balancer it belongs to.
    public enum Kind {
        APPLICATION,
        NETWORK,
        CLASSIC
    }

    public Kind kind() {
        return kind;
    }

    public Scope scope() {
        return scope;
    }

    public String loadBalancer() {
        return loadBalancer;
    }

    public String zone() {
        return zone;
    }

    /// The load balancer's name in the DNS.
    public String dnsName() {
        return dnsName;
    }

    /// How the health checks name it.
    public NodeRef ref() {
        return ref;
    }

    public Tally tally() {
        return tally;
    }

    @Override
    public String toString() {
        return loadBalancer + " in " + zone;
    }
}
