package dev.evenkeel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.PlatformThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The sample application over real sockets, byte by byte.
class SampleWebTest {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    SampleWebTest() throws IOException {
        var application = new Application("i-1", "us-east-1a", "127.31.0.4", Clock.system());
        var threads = new PlatformThreads();
        threads.run("sample", new SampleWeb(server, application, threads)::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /// Sends `request` and reads until the application closes the connection.
    private String exchange(String request) throws IOException {
        try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private String get(String target) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    }

    @Test
    void itSaysWhoItIs() throws IOException {
        assertThat(get("/"))
                .isEqualTo(
                        """
                        HTTP/1.1 200 OK\r
                        Content-Type: application/json\r
                        Content-Length: 75\r
                        Connection: close\r
                        \r
                        {"instance":"i-1","zone":"us-east-1a","address":"127.31.0.4","requests":1}
                        """);
    }

    @Test
    void itIsHealthyUntilItFailsAndAgainWhenItRecovers() throws IOException {
        assertThat(get("/health")).startsWith("HTTP/1.1 200 OK").contains("{\"healthy\":true}");
        get("/fail");
        assertThat(get("/health")).startsWith("HTTP/1.1 503 Service Unavailable");
        get("/recover");
        assertThat(get("/health")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aConnectionServesRequestAfterRequest() throws IOException {
        String two =
                exchange(
                        "POST /fail HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
                                + "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(two).containsSubsequence("HTTP/1.1 200", "failing", "HTTP/1.1 503");
        assertThat(two).containsOnlyOnce("Connection: close");
    }

    @Test
    void anUploadInChunksIsReadToItsEnd() throws IOException {
        String two =
                exchange(
                        """
                        POST /fail HTTP/1.1\r
                        Transfer-Encoding: chunked\r
                        \r
                        5;name=value\r
                        hello\r
                        0\r
                        Trailer: one\r
                        \r
                        GET /health HTTP/1.1\r
                        Connection: close\r
                        \r
                        """);
        assertThat(two).containsSubsequence("HTTP/1.1 200", "failing", "HTTP/1.1 503");
    }

    @Test
    void chunksThatAreNoneGetNoAnswer() throws IOException {
        String nonsense = "POST /fail HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
        assertThat(exchange(nonsense)).isEmpty();
        assertThat(get("/health")).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void anOldClientGetsOneAnswer() throws IOException {
        assertThat(exchange("GET /health HTTP/1.0\r\n\r\n")).contains("Connection: close");
        String kept =
                exchange(
                        """
                        GET /health HTTP/1.0\r
                        Connection: keep-alive\r
                        \r
                        GET /health HTTP/1.0\r
                        \r
                        """);
        assertThat(kept).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 200", "Connection: close");
    }

    @Test
    void headHasNoBody() throws IOException {
        assertThat(exchange("HEAD /health HTTP/1.0\r\n\r\n"))
                .contains("Content-Length: 17")
                .endsWith("\r\n\r\n");
    }

    @Test
    void burningAndSleepingTakeAsLongAsTheyAreTold() throws IOException {
        long before = Clock.system().nanoTime();
        assertThat(get("/burn?ms=20")).contains("\"steps\":");
        assertThat(get("/sleep?ms=20")).contains("\"slept\":true");
        assertThat(Clock.system().nanoTime() - before).isGreaterThanOrEqualTo(40_000_000);
    }

    @Test
    void whatItDoesNotKnowItSays() throws IOException {
        assertThat(get("/favicon.ico")).startsWith("HTTP/1.1 404 Not Found");
        assertThat(get("/burn?ms=long")).startsWith("HTTP/1.1 400 Bad Request");
        assertThat(get("/sleep?ms=60001")).startsWith("HTTP/1.1 400 Bad Request");
    }

    @Test
    void whatIsNotHttpIsNotAnswered() throws IOException {
        assertThat(exchange("hello\r\n\r\n")).isEmpty();
        assertThat(exchange("GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n")).isEmpty();
        assertThat(exchange("GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n")).isEmpty();
        assertThat(exchange("GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "\r\n")).isEmpty();
    }

    @Test
    void manyConnectionsAreServedAtOnce() throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            open.add(new Socket(server.getInetAddress(), server.getLocalPort()));
        }
        for (Socket socket : open) {
            socket.getOutputStream()
                    .write("GET /health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(
                            new String(
                                    socket.getInputStream().readAllBytes(),
                                    StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
            socket.close();
        }
    }

    @Test
    void itsCommandRunsTheJavaThatRunsUs() {
        assertThat(SampleWeb.command().getFirst())
                .isEqualTo(System.getProperty("java.home") + "/bin/java");
        assertThat(SampleWeb.command()).endsWith(SampleWeb.class.getName());
    }
}
