package dev.evenkeel.api.acm;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;

/// Certificates from their import to their end.
class AcmTest {
    @Test
    void certificatesAreImportedShownAndDeleted() {
        X509Bundle rsa = Certificates.of(Algorithm.rsa2048, "example.com", "www.example.com");
        X509Bundle curve = Certificates.of(Algorithm.ecp256, "*.example.org");
        X509Bundle large = Certificates.of(Algorithm.rsa3072, "example.com");
        X509Bundle authority = Certificates.authority();
        X509Bundle signed =
                Certificates.signedBy(
                        authority, Certificates.builder(Algorithm.rsa2048, "signed.example.com"));
        X509Bundle expired = Certificates.expired("example.com");
        new Scenario(Acm.operations())
                .knowing("rsa", Certificates.blob(rsa.getCertificatePEM()))
                .knowing("rsaKey", Certificates.blob(rsa.getPrivateKeyPEM()))
                .knowing("curve", Certificates.blob(curve.getCertificatePEM()))
                .knowing("curveKey", Certificates.blob(curve.getPrivateKeyPEM()))
                .knowing("large", Certificates.blob(large.getCertificatePEM()))
                .knowing("largeKey", Certificates.blob(large.getPrivateKeyPEM()))
                .knowing(
                        "both",
                        Certificates.blob(rsa.getCertificatePEM() + curve.getCertificatePEM()))
                .knowing("authority", Certificates.blob(authority.getCertificatePEM()))
                .knowing("signed", Certificates.blob(signed.getCertificatePEM()))
                .knowing("signedKey", Certificates.blob(signed.getPrivateKeyPEM()))
                .knowing("expired", Certificates.blob(expired.getCertificatePEM()))
                .knowing("expiredKey", Certificates.blob(expired.getPrivateKeyPEM()))
                .play("scenarios/acm/certificates.txt");
    }
}
