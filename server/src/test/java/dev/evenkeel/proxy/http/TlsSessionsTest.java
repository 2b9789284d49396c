package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions that are resumed. The JDK's client hands what a session was marked with on to the
/// sessions that resume it.
class TlsSessionsTest {
    private static final String OTHER_NODE = "127.31.16.10";
    private final TrustingSockets sockets = new TrustingSockets();
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig();
        rig.nodes(0, 1);
        rig.secured(
                        "ELBSecurityPolicy-TLS13-1-2-2021-06",
                        Certificates.of(Algorithm.ecp256, "example.com"))
                .targets("a");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    /// A request on a new connection; true if its session is one that was marked before.
    private boolean isResumed(String node, String version) throws IOException {
        var plain = new Socket();
        plain.connect(new InetSocketAddress(InetAddress.ofLiteral(node), rig.address().getPort()));
        try (SSLSocket socket = sockets.over(plain, "example.com")) {
            socket.setEnabledProtocols(new String[] {version});
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String head = SampleTarget.readHead(socket.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 200");
            socket.getInputStream().readNBytes(SampleTarget.contentLength(head));
            SSLSession session = socket.getSession();
            boolean marked = session.getValue("mark") != null;
            session.putValue("mark", "seen");
            return marked;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsResumedAtTheSameNodeAndAtAnother(String version) throws IOException {
        assertThat(isResumed(Rig.NODE, version)).isFalse();
        assertThat(isResumed(Rig.NODE, version)).isTrue();
        assertThat(isResumed(OTHER_NODE, version)).isTrue();
    }
}
