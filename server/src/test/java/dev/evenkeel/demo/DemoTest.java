package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.cli.AccessKey;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How the demo ends when its story cannot be told, against a server that answers every call and
/// never launches anything.
class DemoTest {
    private static final String EVERYTHING =
            "<Answer><imagesSet><item><imageId>ami-1</imageId></item></imagesSet>"
                    + "<subnetSet><item><subnetId>subnet-1</subnetId></item></subnetSet>"
                    + "<vpcId>vpc-1</vpcId><DNSName>web.example.com</DNSName></Answer>";
    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final AtomicInteger rests = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private volatile String refused = "nothing";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher action = ACTION.matcher(form);
            String name = action.find() ? action.group(1) : exchange.getRequestURI().getPath();
            actions.add(name);
            boolean isRefused = name.equals(refused);
            String answer =
                    isRefused
                            ? "<E><Code>Throttling</Code><Message>Rate exceeded</Message></E>"
                            : EVERYTHING;
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isRefused ? 400 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Site site() {
        return new Site(
                "http://127.0.0.1:" + server.getAddress().getPort(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 53),
                new AccessKey("AKIDEXAMPLE", "secret"),
                "us-east-1",
                List.of("us-east-1a"),
                8080);
    }

    private boolean run(boolean isTold) {
        Clock clock =
                new Clock() {
                    @Override
                    public Instant now() {
                        return now;
                    }

                    @Override
                    public long nanoTime() {
                        return 0;
                    }
                };
        Pause pause =
                _ -> {
                    rests.incrementAndGet();
                    now = now.plus(Duration.ofSeconds(20));
                };
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);
        return new Demo(out, clock, pause, Background.virtualThreads(), () -> isTold)
                .run(site(), false);
    }

    private String told() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void toldToEndItEndsAtItsNextWait() {
        assertThat(run(true)).isFalse();
        assertThat(told())
                .contains("A fleet behind load balancers")
                .endsWith("  ended early\n")
                .doesNotContain("The story ended early");
        assertThat(rests).hasValue(0);
    }

    @Test
    void beforeItWaitsItHasMadeTheFleet() {
        run(true);
        assertThat(actions)
                .containsSubsequence(
                        "DescribeSubnets",
                        "CreateLaunchTemplate",
                        "CreateTargetGroup",
                        "CreateLoadBalancer",
                        "CreateAutoScalingGroup");
    }

    @Test
    void whatDoesNotHappenInTimeEndsTheStory() {
        assertThat(run(false)).isFalse();
        assertThat(told())
                .contains(
                        "The story ended early: waited 45 s in vain for"
                                + " all instances healthy behind all balancers");
        assertThat(rests).hasValue(3);
    }

    @Test
    void aRefusedCallEndsTheStoryWithAwssWords() {
        refused = "CreateLaunchTemplate";
        assertThat(run(false)).isFalse();
        assertThat(told())
                .contains("The story ended early: CreateLaunchTemplate: Throttling: Rate exceeded");
        assertThat(actions).doesNotContain("CreateAutoScalingGroup");
    }

    @Test
    void aServerThatIsNotThereEndsTheStoryBeforeItBegins() {
        server.stop(0);
        assertThat(run(false)).isFalse();
        assertThat(told()).contains("The story ended early: no answer from http://127.0.0.1:");
    }

    @Test
    void anInstanceWithoutAProcessCannotBeKilled() {
        assertThatThrownBy(() -> Processes.kill("i-0000000000000dead"))
                .isInstanceOf(StoryException.class)
                .hasMessage("no process of i-0000000000000dead is found");
    }
}
