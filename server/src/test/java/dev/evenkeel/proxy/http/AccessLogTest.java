package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Transform;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.scenario.Loops;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a client did stands in the access log, in AWS's fields and files, once the server stopped.
class AccessLogTest {
    private static final Map<String, String> ON =
            Map.of(
                    "access_logs.s3.enabled", "true",
                    "access_logs.s3.bucket", "my-logs",
                    "access_logs.s3.prefix", "team/web");
    private final Path buckets;
    private final LogWriter writer;
    private final Rig rig;
    private boolean stopped;

    AccessLogTest(@TempDir Path buckets) throws IOException {
        this.buckets = buckets;
        this.writer =
                new LogWriter(
                                buckets,
                                Clock.system(),
                                new SplittableRandom(1),
                                LogWriter.Limits.DEFAULT)
                        .start(Background.virtualThreads());
        this.rig = new Rig(Loops.open(1), writer);
        rig.with(ON);
    }

    @AfterEach
    void stop() throws IOException {
        if (!stopped) {
            stopped = true;
            rig.close();
            writer.close();
        }
    }

    private List<List<String>> lines() throws IOException {
        stop();
        return AccessLines.in(buckets);
    }

    private List<Path> files() throws IOException {
        return AccessLines.files(buckets);
    }

    @Test
    void aForwardedRequestHasAllItsFields() throws Exception {
        rig.targets("a");
        String from;
        try (var client = rig.client()) {
            from = "127.0.0.1:" + client.socket().getLocalPort();
            client.send(
                    "GET /p/a?q=\"1\" HTTP/1.1\r\nHost: Example.com\r\nUser-Agent: a \"b\"\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(200);
        }
        String target = rig.target(0).address() + ":" + rig.target(0).port();
        List<String> line = lines().getFirst();
        int port = rig.listener().port();
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
        assertThat(line).hasSize(33);
        assertThat(line.get(1)).matches(time);
        assertThat(line.get(2)).matches("app/web/[0-9a-f]+");
        assertThat(line.subList(0, 1)).containsExactly("http");
        assertThat(line.subList(3, 5)).containsExactly(from, target);
        assertThat(line.subList(5, 8)).allMatch(each -> each.matches("\\d+\\.\\d{3}"));
        assertThat(line.subList(8, 12)).containsExactly("200", "200", "65", "39");
        assertThat(line.get(12))
                .isEqualTo("GET http://Example.com:" + port + "/p/a?q=\\x221\\x22 HTTP/1.1");
        assertThat(line.subList(13, 16)).containsExactly("a \\x22b\\x22", "-", "-");
        assertThat(line.get(16)).isEqualTo(rig.group().arn().value());
        assertThat(line.get(17)).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(line.subList(18, 21)).containsExactly("-", "-", "0");
        assertThat(line.get(21)).matches(time);
        assertThat(line.subList(22, 29))
                .containsExactly("forward", "-", "-", target, "200", "-", "-");
        assertThat(line.get(29)).matches("TID_[0-9a-f]{32}");
        assertThat(line.subList(30, 33)).containsExactly("-", "-", "-");
    }

    @Test
    void aFileIsNamedAsAwsNamesIt() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.get("/");
        }
        lines();
        assertThat(files()).hasSize(1);
        String name = buckets.relativize(files().getFirst()).toString();
        String account = "\\d{12}";
        assertThat(name)
                .matches(
                        "my-logs/team/web/AWSLogs/"
                                + account
                                + "/elasticloadbalancing/[-a-z0-9]+/\\d{4}/\\d\\d/\\d\\d/"
                                + account
                                + "_elasticloadbalancing_[-a-z0-9]+_app\\.web\\.[0-9a-f]+_"
                                + "\\d{8}T\\d{3}[05]Z_127\\.31\\.0\\.10_[0-9a-z]{8}\\.log\\.gz");
    }

    @Test
    void whatTheLoadBalancerAnswersItselfIsLoggedWithItsRule() throws Exception {
        rig.rule(
                        new Condition.PathPattern(List.of("/fixed")),
                        new Action.FixedResponse(418, "text/plain", "tea"))
                .targets("a");
        try (var client = rig.client()) {
            assertThat(client.get("/fixed").status()).isEqualTo(418);
        }
        List<String> line = lines().getFirst();
        assertThat(line.subList(4, 10)).containsExactly("-", "-1", "-1", "-1", "418", "-");
        assertThat(line.get(20)).isEqualTo("1");
        assertThat(line.get(22)).isEqualTo("fixed-response");
        assertThat(line.get(17)).startsWith("Root=1-");
    }

    @Test
    void whatTransformsMadeIsLogged() throws Exception {
        rig.targets("a")
                .rule(
                        new Condition.PathPattern(List.of("/bad")),
                        Rig.forward(rig.group()),
                        new Transform(Transform.Kind.URL, "^/", ""))
                .rule(
                        new Condition.PathPattern(List.of("/*")),
                        Rig.forward(rig.group()),
                        new Transform(Transform.Kind.URL, "^/old", "/new"),
                        new Transform(Transform.Kind.HOST_HEADER, "^example", "internal"))
                .apply();
        try (var client = rig.client()) {
            assertThat(client.get("/old?a=b").status()).isEqualTo(200);
            assertThat(client.get("/other").status()).isEqualTo(200);
            assertThat(client.get("/bad").status()).isEqualTo(500);
        }
        assertThat(lines())
                .extracting(line -> line.subList(30, 33))
                .containsExactly(
                        List.of("internal.com", "/new?a=b", "TransformSuccess"),
                        List.of("internal.com", "-", "TransformSuccess"),
                        List.of("-", "-", "TransformInvalidPath"));
    }

    @Test
    void eachOfPipelinedRequestsHasItsOwnBytes() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send(
                    "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789"
                            + "GET /22 HTTP/1.1\r\nHost: a\r\n\r\n");
            client.response();
            client.response();
        }
        assertThat(lines()).extracting(line -> line.get(10)).containsExactly("57", "29");
    }

    /// Exchanges go from client to client: nothing of one stays for the next.
    @Test
    void clientsThatTakeTurnsHaveTheirOwnLines() throws Exception {
        rig.targets("a");
        try (var one = rig.client();
                var other = rig.client()) {
            for (int i = 0; i < 3; i++) {
                one.get("/one");
                other.get("/other/path");
            }
            String ones = "127.0.0.1:" + one.socket().getLocalPort();
            String others = "127.0.0.1:" + other.socket().getLocalPort();
            List<List<String>> lines = lines();
            assertThat(lines)
                    .extracting(line -> line.get(3))
                    .containsExactly(ones, others, ones, others, ones, others);
            assertThat(lines).extracting(line -> line.get(10)).as("bytes").doesNotContain("0");
            assertThat(lines.get(0).get(10)).isEqualTo(lines.get(4).get(10));
            assertThat(lines.get(0).get(10)).isNotEqualTo(lines.get(5).get(10));
        }
    }

    @Test
    void ambiguousRequestsHaveTheirClassAndReason() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            client.response();
        }
        assertThat(lines().getFirst().subList(27, 29))
                .containsExactly("Ambiguous", "UndefinedContentLengthSemantics");
    }

    @Test
    void whatIsNoRequestIsLoggedToo() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("\1\2\3 nonsense\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
        }
        List<String> line = lines().getFirst();
        assertThat(line.get(8)).isEqualTo("400");
        assertThat(line.get(12)).startsWith("- http://").endsWith("- -");
        assertThat(line.subList(27, 29)).containsExactly("Severe", "BadMethod");
    }

    @Test
    void aRequestWithoutATargetIsLoggedWithItsGroup() throws Exception {
        rig.apply();
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(503);
        }
        List<String> line = lines().getFirst();
        assertThat(line.get(8)).isEqualTo("503");
        assertThat(line.get(16)).isEqualTo(rig.group().arn().value());
    }

    @Test
    void aClientThatGoesAwayIsLoggedAs460() throws Exception {
        var asked = new CountDownLatch(1);
        rig.target((head, in, out) -> {
            asked.countDown();
            in.read();
        });
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            asked.await();
        }
        while (rig.counted(Counter.ACTIVE_CONNECTIONS) > 0) {
            Thread.onSpinWait();
        }
        List<String> line = lines().getFirst();
        assertThat(line.subList(8, 10)).containsExactly("460", "-");
    }

    @Test
    void aWebSocketIsLoggedWhenItEnds() throws Exception {
        rig.target((head, in, out) -> {
            out.write(
                    SampleTarget.lines(
                            """
                            HTTP/1.1 101 Switching Protocols
                            Connection: Upgrade
                            Upgrade: websocket

                            """));
            out.write(in.readNBytes(5));
            out.close();
        });
        try (var client = rig.client()) {
            client.sendLines(
                    """
                    GET /chat HTTP/1.1
                    Host: a
                    Connection: Upgrade
                    Upgrade: websocket

                    """);
            assertThat(client.response(false).status()).isEqualTo(101);
            client.send("hello");
            assertThat(client.rest()).isEqualTo("hello");
        }
        List<String> line = lines().getFirst();
        assertThat(line.getFirst()).isEqualTo("ws");
        assertThat(line.get(8)).isEqualTo("101");
        assertThat(Integer.parseInt(line.get(10))).isGreaterThan(70);
    }

    @Test
    void aConnectionIsLoggedUnderTheTraceIdOfItsRequests() throws Exception {
        var both = new java.util.HashMap<>(ON);
        both.put("connection_logs.s3.enabled", "true");
        both.put("connection_logs.s3.bucket", "conns");
        rig.with(both).targets("a");
        int from;
        try (var client = rig.client()) {
            from = client.socket().getLocalPort();
            client.get("/");
        }
        List<List<String>> lines = lines();
        List<String> connection = lines.getFirst();
        assertThat(connection.subList(1, 11))
                .containsExactly(
                        "127.0.0.1",
                        Integer.toString(from),
                        Integer.toString(rig.listener().port()),
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-");
        assertThat(connection.get(11)).isEqualTo(lines.get(1).get(29));
        assertThat(files().getFirst().getFileName().toString()).startsWith("conn_log.");
    }

    @Test
    void nothingIsWrittenWhileLogsAreOff() throws Exception {
        rig.with(Map.of()).targets("a");
        try (var client = rig.client()) {
            client.get("/");
        }
        assertThat(lines()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void allOfManyRequestsAreThereAfterACleanStop() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            for (int i = 0; i < 500; i++) {
                client.get("/" + i);
            }
        }
        assertThat(lines())
                .hasSize(500)
                .extracting(line -> line.get(12).replaceAll(".*/(\\d+) .*", "$1"))
                .startsWith("0", "1", "2")
                .endsWith("498", "499");
    }
}
