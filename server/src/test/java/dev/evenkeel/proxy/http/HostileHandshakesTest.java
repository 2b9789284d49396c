package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Loops;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that send garbage, too little, or go away. Others are unharmed.
class HostileHandshakesTest {
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private static final byte[] HALF_A_HELLO =
            HexFormat.of().parseHex("1603010200010001fc0303aabb");
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        var usual = HttpLimits.DEFAULT;
        rig =
                new Rig(
                        Loops.open(1),
                        new HttpLimits(
                                usual.parking(),
                                usual.suspicion(),
                                usual.inlineBodyBytes(),
                                usual.linger(),
                                Duration.ofMillis(300),
                                usual.upstreams()));
        one();
        rig.targets("a");
    }

    @AfterEach
    void stop() throws IOException {
        try (var client =
                new SampleClient(new TrustingSockets().to("example.com"), rig.address())) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        rig.close();
    }

    private void one() {
        rig.secured(POLICY, Certificates.of(Algorithm.ecp256, "example.com"));
    }

    /// With more than one certificate, the greeting is looked into.
    private void two() {
        rig.secured(
                        POLICY,
                        Certificates.of(Algorithm.ecp256, "example.com"),
                        Certificates.of(Algorithm.rsa2048, "example.com"))
                .apply();
    }

    /// Sends, and reads until the load balancer hangs up.
    private byte[] answerTo(byte[] bytes) throws IOException {
        try (var socket = new Socket(rig.address().getAddress(), rig.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            return socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException reset) {
            return new byte[0];
        }
    }

    private static byte[] garbage(int seed, int first) {
        var bytes = new byte[300];
        new Random(seed).nextBytes(bytes);
        bytes[0] = (byte) first;
        return bytes;
    }

    @Test
    void garbageIsHungUpOn() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            answerTo(garbage(seed, 0));
        }
        assertThat(rig.counted(Counter.CLIENT_TLS_ERRORS)).isEqualTo(20);
    }

    @Test
    void garbageThatBeginsLikeARecordIsHungUpOn() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            answerTo(garbage(seed, 22));
        }
        two();
        for (int seed = 0; seed < 20; seed++) {
            answerTo(garbage(seed, 22));
        }
        assertThat(rig.counted(Counter.CLIENT_TLS_ERRORS)).isEqualTo(40);
    }

    @Test
    void aHandshakeHasToBeDoneInItsTime() throws IOException {
        assertThat(answerTo(new byte[0])).isEmpty();
        assertThat(answerTo(HALF_A_HELLO)).isEmpty();
        two();
        assertThat(answerTo(HALF_A_HELLO)).isEmpty();
        assertThat(rig.counted(Counter.CLIENT_TLS_ERRORS)).isEqualTo(3);
    }

    @Test
    void aClientThatIsKilledHalfWayHarmsNobody() throws IOException {
        for (int number = 0; number < 50; number++) {
            try (var socket = new Socket(rig.address().getAddress(), rig.address().getPort())) {
                socket.getOutputStream().write(HALF_A_HELLO);
                socket.setSoLinger(true, 0);
            }
        }
        try (var client =
                new SampleClient(new TrustingSockets().to("example.com"), rig.address())) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
    }
}
