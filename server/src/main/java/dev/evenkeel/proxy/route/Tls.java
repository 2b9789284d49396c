package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.decide.tls.ServerIdentity;
import java.util.List;

/// How a frontend speaks TLS: one object for all nodes of a listener, as long as nothing of it
/// changes.
///
/// `owner` is the load balancer: sessions are resumed within it. `identities` holds the default one
/// first. `applicationProtocols` are offered by ALPN, the best first. `headers` tell targets of it.
public record Tls(
        SecurityPolicy policy,
        String owner,
        List<ServerIdentity> identities,
        List<String> applicationProtocols,
        TlsHeaders headers) {
    public Tls {
        identities = List.copyOf(identities);
        applicationProtocols = List.copyOf(applicationProtocols);
    }
}
