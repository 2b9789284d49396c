package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Targets that refuse, die, hang and talk nonsense; clients that leave.
class FailuresTest {
    private final Rig rig;

    FailuresTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void withoutTargetsThereIsNoService() throws Exception {
        rig.apply();
        try (var client = rig.client()) {
            var response = client.get("/");
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body())
                    .isEqualToNormalizingNewlines(
                            """
                            <html>
                            <head><title>503 Service Temporarily Unavailable</title></head>
                            <body>
                            <center><h1>503 Service Temporarily Unavailable</h1></center>
                            </body>
                            </html>
                            """);
            assertThat(client.get("/").status()).as("the connection is kept").isEqualTo(503);
        }
        assertThat(rig.counted(Counter.ELB_503)).isEqualTo(2);
        assertThat(rig.counted(Counter.REQUESTS)).isZero();
    }

    @Test
    void aTargetThatRefusesIsPassedOver() throws Exception {
        rig.targets("a", "b");
        rig.target(0).kill();
        try (var client = rig.client()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.get("/").body()).isEqualTo("b");
            }
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(client.response().body()).as("a POST that reached nobody").isEqualTo("b");
        }
        assertThat(rig.countedByTargets(Counter.TARGET_CONNECTION_ERRORS)).isPositive();
        assertThat(rig.counted(Counter.ELB_5XX)).isZero();
    }

    @Test
    void aLongUploadGoesOnToTheTargetThatTakesIt() throws Exception {
        rig.targets("b");
        String body = "u".repeat(1 << 20);
        try (var client = rig.client()) {
            client.get("/");
            rig.targets("a");
            rig.target(1).kill();
            for (int i = 0; i < 2; i++) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n");
                client.send(body);
                assertThat(client.response().body()).isEqualTo("b");
            }
        }
        assertThat(rig.countedByTargets(Counter.TARGET_CONNECTION_ERRORS)).isPositive();
        assertThat(rig.counted(Counter.RETRIES)).isPositive();
    }

    @Test
    void whenEveryTargetRefusesTheGatewayIsBad() throws Exception {
        rig.targets("a", "b");
        rig.target(0).kill();
        rig.target(1).kill();
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void anIdempotentRequestSurvivesATargetThatCloses() throws Exception {
        var closed = new AtomicInteger();
        rig.target((head, in, out) -> {
            closed.incrementAndGet();
            out.close();
        });
        rig.targets("b");
        try (var client = rig.client()) {
            for (int i = 0; i < 4; i++) {
                assertThat(client.get("/").body()).isEqualTo("b");
            }
        }
        assertThat(closed.get()).isPositive();
        assertThat(rig.counted(Counter.RETRIES)).isEqualTo(closed.get());
    }

    @Test
    void aRequestThatMayHaveHappenedIsNotSentTwice() throws Exception {
        var posts = new AtomicInteger();
        rig.target((head, in, out) -> {
            posts.incrementAndGet();
            out.close();
        });
        try (var client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(502);
        }
        assertThat(posts).hasValue(1);
    }

    @Test
    void aKilledTargetCostsNoIdempotentRequest() throws Exception {
        rig.targets("a", "b", "c");
        var failures = new ArrayList<String>();
        var warm = new CountDownLatch(8);
        var killed = new CountDownLatch(1);
        var clients = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofVirtual().start(() -> failures.addAll(requests(warm, killed))));
        }
        warm.await();
        rig.target(1).kill();
        killed.countDown();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(rig.counted(Counter.ELB_5XX)).isZero();
    }

    /// Requests before and after the kill, without a pause; what went wrong with them.
    private List<String> requests(CountDownLatch warm, CountDownLatch killed) {
        var failures = new ArrayList<String>();
        int left = 200;
        try (var client = rig.client()) {
            while (left > 0) {
                int status = client.get("/").status();
                if (status != 200) {
                    failures.add("status " + status);
                }
                warm.countDown();
                left -= killed.getCount() == 0 ? 1 : 0;
            }
        } catch (IOException failed) {
            failures.add(failed.toString());
        }
        return failures;
    }

    @Test
    void aResponseCutShortIsCutShortForTheClient() throws Exception {
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
            out.close();
        });
        try (var client = rig.client()) {
            assertThatThrownBy(() -> client.get("/")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nonsenseFromATargetIsABadGateway() throws Exception {
        rig.target((head, in, out) -> out.write(SampleTarget.bytes("HELLO\r\n\r\n")));
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void aTargetThatNeverAnswersTimesOut() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1"));
        rig.target((head, in, out) -> in.read());
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(504);
            assertThat(client.socket().isConnected()).isTrue();
        }
        assertThat(rig.counted(Counter.ELB_504)).isEqualTo(1);
    }

    @Test
    void aRequestThatNeverEndsTimesOut() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1")).targets("a");
        try (var head = rig.client();
                var body = rig.client()) {
            head.send("GET / HTTP/1.1\r\nHost:");
            body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhi");
            assertThat(head.response().status()).isEqualTo(408);
            assertThat(body.response().status()).isEqualTo(408);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1")).targets("a");
        try (var silent = rig.client();
                var used = rig.client()) {
            used.get("/");
            assertThat(silent.rest()).isEmpty();
            assertThat(used.rest()).isEmpty();
        }
        assertThat(rig.counted(Counter.ELB_4XX)).isZero();
    }

    @Test
    void aTargetMayAnswerBeforeItReadTheWholeBody() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")));
        try (var client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nstart");
            assertThat(client.response().body()).isEqualTo("no");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatLeavesIsCounted() throws Exception {
        var asked = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        rig.target((head, in, out) -> {
            asked.countDown();
            if (in.read() < 0) {
                left.countDown();
            }
        });
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            asked.await();
        }
        left.await();
        rig.apply();
        assertThat(rig.counted(Counter.ELB_4XX)).isEqualTo(1);
        assertThat(rig.countedByTargets(Counter.IN_FLIGHT)).isZero();
    }
}
