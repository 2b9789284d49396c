package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.api.acm.Acm;
import dev.evenkeel.api.iam.Iam;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scenario files of Elastic Load Balancing v2.
class Elbv2Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "load-balancers",
                "load-balancer-attributes",
                "target-groups",
                "target-group-attributes",
                "targets",
                "listeners",
                "actions",
                "rules",
                "conditions",
                "tags",
                "account"
            })
    void theScenarioHolds(String name) {
        new Scenario(Elbv2.operations()).play("dev/evenkeel/api/elbv2/scenarios/" + name + ".txt");
    }

    @Test
    void listenersSpeakTlsWithCertificatesOfAcmAndIam() {
        X509Bundle certificate = Certificates.of(Algorithm.rsa2048, "example.com");
        new Scenario(Elbv2.operations(), Acm.operations(), Iam.operations())
                .knowing("pem", certificate.getCertificatePEM())
                .knowing("key", certificate.getPrivateKeyPEM())
                .knowing("pemBlob", Certificates.blob(certificate.getCertificatePEM()))
                .knowing("keyBlob", Certificates.blob(certificate.getPrivateKeyPEM()))
                .play("dev/evenkeel/api/elbv2/scenarios/https.txt");
    }
}
