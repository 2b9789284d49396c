package dev.evenkeel.scenario;

import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.Tags;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Certificates for tests, valid for all of a lifetime unless their name says otherwise.
public final class Certificates {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
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
        var builder =
                new CertificateBuilder()
                        .algorithm(algorithm)
                        .notBefore(BEGIN)
                        .notAfter(END)
                        .subject("CN=" + hosts[0]);
        return builder.addExtensionOctetString(ALTERNATIVE_NAMES, false, names(hosts));
    }

    /// The builder's own method takes no wildcards.
    private static byte[] names(String... hosts) {
        try {
            var names =
                    Arrays.stream(hosts)
                            .map(host -> new GeneralName(GeneralName.dNSName, host))
                            .toArray(GeneralName[]::new);
            return new GeneralNames(names).getEncoded();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
        Instant end = BEGIN.plus(Duration.ofDays(30));
        return signed(builder(Algorithm.ecp256, host).notAfter(end));
    }

    /// As JSON carries it.
    public static String blob(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
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
