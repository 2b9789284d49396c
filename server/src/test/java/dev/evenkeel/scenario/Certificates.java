package dev.evenkeel.scenario;

import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.Tags;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Certificates for tests. They are valid around the moment the tests run.
public final class Certificates {
    private static final Map<String, X509Bundle> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /// A certificate that signed itself, with a key of the kind. The same words get the same one.
    public static X509Bundle of(Algorithm algorithm, String... hosts) {
        return MADE.computeIfAbsent(
                algorithm + " " + String.join(" ", hosts), _ -> fresh(algorithm, hosts));
    }

    /// One of its own each time.
    public static X509Bundle fresh(Algorithm algorithm, String... hosts) {
        return signed(builder(algorithm, hosts));
    }

    public static CertificateBuilder builder(Algorithm algorithm, String... hosts) {
        var builder = new CertificateBuilder().algorithm(algorithm).subject("CN=" + hosts[0]);
        for (String host : hosts) {
            builder = builder.addSanDnsName(host);
        }
        return builder;
    }

    public static X509Bundle signed(CertificateBuilder builder) {
        try {
            return builder.setIsCertificateAuthority(true).buildSelfSigned();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// One that a certificate authority signed.
    public static X509Bundle signedBy(X509Bundle authority, CertificateBuilder builder) {
        try {
            return builder.buildIssuedBy(authority);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    public static X509Bundle authority() {
        return signed(builder(Algorithm.ecp256, "authority.example.com"));
    }

    public static X509Bundle expired(String host) {
        Instant then = Instant.parse("2020-01-01T00:00:00Z");
        return signed(
                builder(Algorithm.ecp256, host)
                        .notBefore(then)
                        .notAfter(then.plus(Duration.ofDays(30))));
    }

    /// As it is stored.
    public static CertifiedKey material(X509Bundle bundle) {
        return new CertifiedKey(bundle.getCertificatePEM(), "", bundle.getPrivateKeyPEM());
    }

    /// As ACM has it; `name` tells it from others.
    public static AcmCertificate imported(String name, X509Bundle bundle) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new AcmCertificate(
                Fleet.SCOPE.arn("acm", "certificate/" + name),
                Fleet.SCOPE,
                material(bundle),
                now,
                now,
                Tags.NONE);
    }
}
