package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Certificates and policies that are replaced while clients come and go.
class TlsChangesTest {
    private static final String MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final int CHANGES = 50;
    private final TrustingSockets sockets = new TrustingSockets();
    private final X509Bundle first = Certificates.of(Algorithm.ecp256, "example.com");
    private final X509Bundle second = Certificates.of(Algorithm.rsa2048, "example.com");
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig();
        rig.secured(MODERN, first).targets("a");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Certificate shown() throws IOException {
        SSLSocket socket = new TrustingSockets().to("example.com");
        try (var client = new SampleClient(socket, rig.address())) {
            assertThat(client.get("/").status()).isEqualTo(200);
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void anOpenConnectionOutlivesItsCertificate() throws IOException {
        try (var client = new SampleClient(sockets.to("example.com"), rig.address())) {
            assertThat(client.get("/").status()).isEqualTo(200);
            rig.secured(MODERN, second).apply();
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        assertThat(shown()).isEqualTo(second.getCertificate());
    }

    @Test
    void noRequestFailsWhileCertificatesAndPoliciesChange() throws Exception {
        var over = new AtomicBoolean();
        var served = new AtomicInteger();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        var clients = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (!over.get()) {
                                    try {
                                        shown();
                                        served.incrementAndGet();
                                    } catch (Exception | AssertionError failure) {
                                        failures.add(failure);
                                    }
                                }
                            }));
        }
        for (int change = 0; change < CHANGES; change++) {
            String policy = change % 3 == 0 ? "ELBSecurityPolicy-2016-08" : MODERN;
            rig.secured(policy, change % 2 == 0 ? second : first).apply();
            int soFar = served.get();
            while (served.get() == soFar && failures.isEmpty()) {
                Thread.onSpinWait();
            }
        }
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(served.get()).isGreaterThanOrEqualTo(CHANGES);
    }
}
