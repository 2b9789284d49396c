package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.auth.SignatureVerifier;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final InetSocketAddress ANYWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Authenticator open = Authenticator.none("000000000000");
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private ApiServer server;

    @BeforeEach
    void listen() throws IOException {
        server = listen(ANYWHERE, open, host -> Optional.empty());
    }

    private ApiServer listen(InetSocketAddress address, Authenticator who, FrontDoor door)
            throws IOException {
        Map<String, Route> own =
                Map.of(
                        "slow",
                        (request, caller) -> {
                            entered.countDown();
                            await(released);
                            return ApiAnswer.of(200, "text/plain", Body.of("done"));
                        },
                        "who",
                        (request, caller) ->
                                ApiAnswer.of(200, "text/plain", Body.of(caller.accessKey())));
        Routes routes = new Routes(SampleServices.dispatcher(who), who, own);
        return ApiServer.listen(address, routes, door, Background.virtualThreads());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @AfterEach
    void close() {
        released.countDown();
        server.close();
        client.close();
    }

    private HttpRequest.Builder to(ApiServer where, String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + where.address().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void healthIsToldToEverybody() throws Exception {
        ApiServer strict =
                listen(
                        ANYWHERE,
                        new SignatureVerifier(List.of(), Clock.system()),
                        h -> Optional.empty());
        HttpResponse<String> health = send(to(strict, "/_evenkeel/health").build());
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(send(to(strict, "/_evenkeel/who").build()).statusCode()).isEqualTo(403);
        strict.close();
    }

    @Test
    void ownRoutesKnowTheirCaller() throws Exception {
        assertThat(send(to(server, "/_evenkeel/who").build()).body()).isEqualTo("anonymous");
        assertThat(send(to(server, "/_evenkeel/nowhere").build()).statusCode()).isEqualTo(404);
    }

    @Test
    void oneConnectionCarriesManyCalls() throws Exception {
        String body = "Action=GetCallerIdentity&Version=2011-06-15";
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer =
                    send(
                            to(server, "/")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(body))
                                    .build());
            assertThat(answer.body()).contains("<Account>000000000000</Account>");
        }
    }

    @Test
    void pipelinedCallsAreAnsweredInOrder() throws IOException {
        String one = "GET /_evenkeel/health HTTP/1.1\r\nHost: x\r\n\r\n";
        String two = "GET /_evenkeel/who HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        String answers = exchange(server.address(), one + two);
        assertThat(answers).containsSubsequence("{\"status\":\"ok\"}", "anonymous");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        byte[] large = new byte[ApiServer.LARGEST_BODY + 1];
        String head =
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                        + large.length
                        + "\r\n\r\n";
        assertThat(exchange(server.address(), head)).startsWith("HTTP/1.1 413");
    }

    @Test
    void nonsenseIsRefused() throws IOException {
        assertThat(exchange(server.address(), "NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400");
        String longHeader = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n";
        assertThat(exchange(server.address(), longHeader)).startsWith("HTTP/1.1 4");
    }

    @Test
    void aTakenPortNamesTheCure() {
        assertThatThrownBy(() -> listen(server.address(), open, host -> Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on")
                .hasMessageContaining("choose another with --listen");
    }

    @Test
    void closingLetsACallUnderWayFinish() throws Exception {
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(to(server, "/_evenkeel/slow").build(), BodyHandlers.ofString());
        await(entered);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        released.countDown();
        assertThat(slow.get().body()).isEqualTo("done");
        closed.get();
        assertThatThrownBy(() -> send(to(server, "/_evenkeel/health").build()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theFrontDoorRelaysToALoadBalancerByItsName() throws IOException {
        ApiServer behind = listen(ANYWHERE, open, host -> Optional.empty());
        FrontDoor door =
                host ->
                        host.equals("web-1.us-east-1.elb.amazonaws.com")
                                ? Optional.of(behind.address())
                                : Optional.empty();
        ApiServer front = listen(ANYWHERE, new SignatureVerifier(List.of(), Clock.system()), door);
        String call =
                "GET /_evenkeel/who HTTP/1.1\r\nhost: Web-1.us-east-1.elb.amazonaws.com:4566\r\nConnection: close\r\n\r\n";
        assertThat(exchange(front.address(), call))
                .startsWith("HTTP/1.1 200")
                .endsWith("anonymous");
        behind.close();
        assertThat(exchange(front.address(), call)).startsWith("HTTP/1.1 502");
        front.close();
    }

    @Test
    void aLoadBalancerNobodyKnowsIsNotFound() throws IOException {
        String call =
                "GET / HTTP/1.1\r\nHost: Gone.elb.localhost:4566\r\nConnection: close\r\n\r\n";
        assertThat(exchange(server.address(), call))
                .startsWith("HTTP/1.1 404")
                .contains("No load balancer of this name");
    }

    /// Sends bytes as they are; the server closes the connection.
    private static String exchange(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
