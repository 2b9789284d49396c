package dev.evenkeel.api.elb;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.api.iam.Iam;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scenario files of Classic Load Balancers.
class ElbTest {
    @ParameterizedTest
    @ValueSource(strings = {"load-balancers", "listeners", "instances", "settings", "zones"})
    void theScenarioHolds(String name) {
        new Scenario(Elb.operations()).play("dev/evenkeel/api/elb/scenarios/" + name + ".txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "policies"})
    void listenersSpeakTlsWithCertificatesOfIam(String name) {
        X509Bundle certificate = Certificates.of(Algorithm.rsa2048, "example.com");
        new Scenario(Elb.operations(), Iam.operations())
                .knowing("pem", certificate.getCertificatePEM())
                .knowing("key", certificate.getPrivateKeyPEM())
                .play("dev/evenkeel/api/elb/scenarios/" + name + ".txt");
    }
}
