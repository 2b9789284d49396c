package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every security policy, by real handshakes.
class SecurityPoliciesTest {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");
    private final TlsClient client = new TlsClient();
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        rig.close();
    }

    private void use(String policy) {
        rig.secured(policy, Certificates.of(Algorithm.rsa2048, "example.com")).apply();
    }

    private List<String> spoken() throws Exception {
        var spoken = new ArrayList<String>();
        for (String version : VERSIONS) {
            Optional<TlsClient.Agreed> agreed =
                    client.shake(rig.address(), TlsClient.Offer.of("example.com", version));
            agreed.ifPresent(each -> spoken.add(each.version()));
        }
        return spoken;
    }

    @Test
    void eachSpeaksItsVersionsAndNoOthers() throws Exception {
        for (SecurityPolicy policy : SecurityPolicy.all()) {
            use(policy.name());
            assertThat(spoken()).as(policy.name()).isEqualTo(policy.protocols());
        }
    }

    @Test
    void aCipherThatThePolicyLacksIsRefused() throws Exception {
        use("ELBSecurityPolicy-TLS13-1-2-Res-2021-06");
        var old =
                new TlsClient.Offer(
                        "example.com",
                        List.of("TLSv1.2"),
                        List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"));
        assertThat(client.shake(rig.address(), old)).isEmpty();
        assertThat(rig.counted(Counter.CLIENT_TLS_ERRORS)).isEqualTo(1);
        use("ELBSecurityPolicy-2016-08");
        assertThat(client.shake(rig.address(), old))
                .hasValueSatisfying(agreed ->
                        assertThat(agreed.cipher())
                                .isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"));
    }

    @Test
    void aClientGetsTheCertificateForTheNameItAsksFor() throws Exception {
        var first = Certificates.of(Algorithm.rsa2048, "example.com");
        var second = Certificates.of(Algorithm.rsa2048, "*.example.org");
        var third = Certificates.of(Algorithm.ecp256, "*.example.org");
        rig.secured("ELBSecurityPolicy-TLS13-1-0-2021-06", first, second, third).apply();
        for (String version : VERSIONS) {
            assertThat(shown("www.example.org", version)).isEqualTo(third.getCertificate());
            assertThat(shown("other.example.net", version)).isEqualTo(first.getCertificate());
        }
        var rsaOnly =
                new TlsClient.Offer(
                        "www.example.org",
                        List.of("TLSv1.2"),
                        List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"));
        assertThat(client.shake(rig.address(), rsaOnly).orElseThrow().shown())
                .isEqualTo(second.getCertificate());
    }

    private java.security.cert.Certificate shown(String host, String version) throws Exception {
        return client.shake(rig.address(), TlsClient.Offer.of(host, version)).orElseThrow().shown();
    }
}
