package dev.evenkeel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
    @TempDir Path data;

    @Test
    void saysWhenItIsReadyAndEndsOnSigterm() throws Exception {
        try (Server server = Server.start(data)) {
            assertThat(get(server.endpoint().resolve("/_evenkeel/health")).statusCode())
                    .isEqualTo(200);
            assertThat(server.terminate()).isIn(0, 143);
        }
    }

    @Test
    void anUnsignedCallIsRefused() throws Exception {
        try (Server server = Server.start(data)) {
            HttpResponse<String> answer =
                    get(server.endpoint().resolve("/?Action=DescribeInstances&Version=2016-11-15"));

            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(answer.body()).contains("Missing");
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws Exception {
        try (Server _ = Server.start(data)) {
            assertThat(Server.refusal(data))
                    .contains("another server is using " + data)
                    .contains("--data");
        }
    }

    @Test
    void aTakenPortIsToldWithTheCure() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(Server.refusal(data, "--listen=127.0.0.1:" + taken.getLocalPort()))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("--listen");
        }
    }

    @Test
    void theLauncherWorksThroughALinkFromAnywhere() throws Exception {
        Path link =
                Files.createSymbolicLink(
                        data.resolve("ek"), Path.of("..", "evenkeel").toRealPath());
        Process process =
                new ProcessBuilder(link.toString(), "version")
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .start();

        assertThat(process.inputReader().readLine()).startsWith("evenkeel 0.");
        assertThat(process.onExit().join().exitValue()).isZero();
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
