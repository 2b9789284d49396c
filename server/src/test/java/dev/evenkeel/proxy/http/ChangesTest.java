package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.Transform;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.net.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules and their actions, and what a change of the world does to traffic.
class ChangesTest {
    private final Rig rig;

    ChangesTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void rulesChooseTheGroup() throws Exception {
        rig.targets("web");
        TargetGroup api = rig.fleet.group("api", TargetType.IP, Protocol.HTTP);
        rig.add(SampleTarget.named("127.31.0.40", "api"), api);
        rig.rule(new Condition.PathPattern(List.of("/api/*")), Rig.forward(api)).apply();
        try (var client = rig.client()) {
            assertThat(client.get("/api/x").body()).isEqualTo("api");
            assertThat(client.get("/").body()).isEqualTo("web");
        }
        assertThat(rig.counted(Counter.RULE_EVALUATIONS)).isEqualTo(2);
    }

    @Test
    void transformsRewriteWhatATargetSees() throws Exception {
        rig.targets("a");
        rig.rule(
                        new Condition.PathPattern(List.of("/shop/*")),
                        Rig.forward(rig.group()),
                        new Transform(Transform.Kind.URL, "^/shop/(.*)$", "/v1/$1"),
                        new Transform(Transform.Kind.HOST_HEADER, "^example", "internal"))
                .apply();
        try (var client = rig.client()) {
            assertThat(client.get("/shop/x?y=1").status()).isEqualTo(200);
            assertThat(client.get("/else").status()).isEqualTo(200);
        }
        assertThat(rig.target(0).nextHead())
                .startsWith("GET /v1/x?y=1 HTTP/1.1\r\nHost: internal.com\r\n");
        assertThat(rig.target(0).nextHead())
                .startsWith("GET /else HTTP/1.1\r\nHost: example.com\r\n");
    }

    @Test
    void aTransformThatMakesNoRequestIsOurFault() throws Exception {
        rig.targets("a");
        rig.rule(
                        new Condition.PathPattern(List.of("/*")),
                        Rig.forward(rig.group()),
                        new Transform(Transform.Kind.URL, "^/", "nowhere"))
                .apply();
        try (var client = rig.client()) {
            assertThat(client.get("/x").status()).isEqualTo(500);
        }
    }

    @Test
    void weightsShareRequests() throws Exception {
        TargetGroup blue = group("blue", 41);
        TargetGroup green = group("green", 42);
        forwardTo(blue, 3, green, 1);
        assertThat(spread(40)).isEqualTo(Map.of("blue", 30, "green", 10));
        forwardTo(blue, 0, green, 1);
        assertThat(spread(10)).isEqualTo(Map.of("green", 10));
    }

    @Test
    void aFixedResponseComesFromTheLoadBalancer() throws Exception {
        rig.targets("a");
        rig.rule(
                        new Condition.PathPattern(List.of("/down")),
                        new Action.FixedResponse(503, "application/json", "{\"sorry\":true}"))
                .apply();
        try (var client = rig.client()) {
            var response = client.get("/down");
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.field("Content-Type")).isEqualTo("application/json");
            assertThat(response.field("Server")).isEqualTo("awselb/2.0");
            assertThat(response.body()).isEqualTo("{\"sorry\":true}");
            client.send("HEAD /down HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.response(false).field("Content-Length")).isEqualTo("14");
            client.send("POST /down HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(client.response().status()).isEqualTo(503);
            assertThat(client.get("/").body()).isEqualTo("a");
        }
        assertThat(rig.counted(Counter.FIXED_RESPONSES)).isEqualTo(3);
        assertThat(rig.counted(Counter.ELB_5XX)).as("no error of the load balancer").isZero();
    }

    @Test
    void aRedirectKeepsWhatItDoesNotReplace() throws Exception {
        rig.targets("a");
        rig.rule(
                        new Condition.HostHeader(List.of("old.example.com")),
                        new Action.Redirect(
                                "HTTPS", "new.#{host}", "443", "/v2/#{path}", "#{query}", 301))
                .apply();
        try (var client = rig.client()) {
            client.send("GET /a/b?c=d HTTP/1.1\r\nHost: old.example.com:81\r\n\r\n");
            var response = client.response();
            assertThat(response.status()).isEqualTo(301);
            assertThat(response.field("Location"))
                    .isEqualTo("https://new.old.example.com:443/v2/a/b?c=d");
        }
        assertThat(rig.counted(Counter.REDIRECTS)).isEqualTo(1);
    }

    @Test
    void aDrainingTargetFinishesItsRequestsButGetsNoNewOne() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        rig.target((head, in, out) -> {
            asked.countDown();
            await(go);
            out.write(SampleTarget.ok("slow"));
        });
        try (var slow = rig.client();
                var next = rig.client()) {
            slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            asked.await();
            rig.fleet.put(rig.registered(0).draining(Instant.MAX));
            rig.targets("b");
            for (int i = 0; i < 4; i++) {
                assertThat(next.get("/").body()).isEqualTo("b");
            }
            go.countDown();
            assertThat(slow.response().body()).isEqualTo("slow");
        }
    }

    @Test
    void whatIsLeftAtTheEndOfDrainingIsCut() throws Exception {
        var asked = new CountDownLatch(1);
        rig.target((head, in, out) -> {
            asked.countDown();
            in.read();
        });
        try (var client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            asked.await();
            rig.fleet.remove(rig.registered(0));
            rig.apply();
            assertThat(client.response().status()).isEqualTo(502);
        }
    }

    @Test
    void changesDoNotDisturbConnections() throws Exception {
        rig.targets("a", "b");
        try (var client = rig.client()) {
            for (int i = 0; i < 50; i++) {
                rig.rule(
                                new Condition.PathPattern(List.of("/" + i)),
                                new Action.FixedResponse(200, "text/plain", "rule " + i))
                        .apply();
                assertThat(client.get("/" + i).body()).isEqualTo("rule " + i);
                assertThat(client.get("/").status()).isEqualTo(200);
            }
        }
        assertThat(rig.counted(Counter.NEW_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void aListenerThatGoesClosesItsConnectionsAfterTheirRequests() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        rig.target((head, in, out) -> {
            asked.countDown();
            await(go);
            out.write(SampleTarget.ok("last"));
        });
        try (var busy = rig.client();
                var idle = rig.client()) {
            busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            asked.await();
            rig.fleet.remove(rig.listener());
            rig.apply();
            assertThat(idle.rest()).isEmpty();
            go.countDown();
            var response = busy.response();
            assertThat(response.body()).isEqualTo("last");
            assertThat(response.field("Connection")).isEqualTo("close");
            assertThat(busy.rest()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsReportedAndTriedAgain() throws Exception {
        try (var _ = new ServerSocket(rig.listener().port(), 1, InetAddress.ofLiteral(Rig.NODE))) {
            rig.targets("a").apply();
            assertThat(rig.bindFailures).as("said once").hasSize(1);
            assertThat(rig.bindFailures.getFirst())
                    .isInstanceOfAny(BindException.class, IOException.class);
        }
        rig.apply();
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void everyTransportWorksTheSame(Transport.Kind kind) throws Exception {
        try (var other = new Rig(Transport.open(kind, 2))) {
            other.targets("a", "b");
            try (var client = other.client()) {
                assertThat(client.get("/").body()).isEqualTo("a");
                other.target(1).kill();
                assertThat(client.get("/").body()).isEqualTo("a");
            }
        }
    }

    private TargetGroup group(String name, int host) throws IOException {
        TargetGroup group = rig.fleet.group(name, TargetType.IP, Protocol.HTTP);
        rig.add(SampleTarget.named("127.31.0." + host, name), group);
        return group;
    }

    private void forwardTo(TargetGroup one, int oneWeight, TargetGroup other, int otherWeight) {
        var listener = rig.listener();
        var action =
                new Action.Forward(
                        List.of(
                                new Action.Forward.Weighted(one.arn(), oneWeight),
                                new Action.Forward.Weighted(other.arn(), otherWeight)),
                        Optional.empty());
        rig.fleet.put(
                new dev.evenkeel.model.Listener(
                        listener.arn(),
                        listener.scope(),
                        listener.loadBalancer(),
                        listener.protocol(),
                        listener.port(),
                        listener.sslPolicy(),
                        listener.certificates(),
                        listener.alpnPolicy(),
                        List.of(action),
                        listener.attributes(),
                        listener.tags()));
        rig.apply();
    }

    private Map<String, Integer> spread(int requests) throws IOException {
        var names = new ArrayList<String>();
        try (var client = rig.client()) {
            for (int i = 0; i < requests; i++) {
                names.add(client.get("/").body());
            }
        }
        var spread = new HashMap<String, Integer>();
        names.forEach(name -> spread.merge(name, 1, Integer::sum));
        return spread;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
    }
}
