package dev.evenkeel.api.iam;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;

/// Server certificates from their upload to their end.
class IamTest {
    @Test
    void serverCertificatesAreUploadedShownRenamedAndDeleted() {
        X509Bundle certificate = Certificates.of(Algorithm.rsa2048, "example.com");
        X509Bundle other = Certificates.of(Algorithm.ecp256, "example.org");
        new Scenario(Iam.operations())
                .knowing("pem", certificate.getCertificatePEM())
                .knowing("key", certificate.getPrivateKeyPEM())
                .knowing("other", other.getCertificatePEM())
                .knowing("otherKey", other.getPrivateKeyPEM())
                .play("scenarios/iam/server-certificates.txt");
    }
}
