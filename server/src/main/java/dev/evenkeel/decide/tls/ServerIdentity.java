package dev.evenkeel.decide.tls;

import dev.evenkeel.model.CertifiedKey;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A certificate with its chain and key, read and ready to be shown to clients. `arn` tells which
/// one it was.
public record ServerIdentity(
        String arn, ReadCertificate leaf, List<X509Certificate> path, PrivateKey key) {
    public ServerIdentity {
        path = List.copyOf(path);
    }

    /// Empty if it cannot be read, which was checked before it was stored.
    public static Optional<ServerIdentity> of(String arn, CertifiedKey material) {
        List<ReadCertificate> own = ReadCertificate.all(material.certificate()).orElse(List.of());
        if (own.isEmpty()) {
            return Optional.empty();
        }
        ReadCertificate leaf = own.getFirst();
        var path = new ArrayList<X509Certificate>();
        path.add(leaf.certificate());
        ReadCertificate.all(material.chain()).orElse(List.of()).stream()
                .map(ReadCertificate::certificate)
                .forEach(path::add);
        return PrivateKeys.read(material.privateKey(), leaf.certificate().getPublicKey())
                .map(key -> new ServerIdentity(arn, leaf, path, key));
    }

    @Override
    public String toString() {
        return arn;
    }
}
