package dev.evenkeel.decide.tls;

import java.util.Set;

/// What a client says of itself when a handshake begins, as far as the choice of a certificate
/// depends on it: codes as TLS numbers them.
///
/// `serverName` is in lower case, and empty if the client named none. A set is empty if the client
/// did not send it.
public record ClientHello(
        String serverName,
        Set<Integer> ciphers,
        Set<Integer> signatureSchemes,
        Set<Integer> groups,
        Set<Integer> versions) {
    private static final int TLS13 = 0x0304;

    public ClientHello {
        ciphers = Set.copyOf(ciphers);
        signatureSchemes = Set.copyOf(signatureSchemes);
        groups = Set.copyOf(groups);
        versions = Set.copyOf(versions);
    }

    boolean offersTls13() {
        return versions.contains(TLS13);
    }
}
