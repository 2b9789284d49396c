package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.sticky.CookieKey;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.scenario.Loops;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The HTTP listener of a Classic Load Balancer: least outstanding requests, no trace ids, never to
/// a sick instance.
class ClassicHttpTest {
    private final Fleet fleet = new Fleet();
    private final DataPlane plane = plane();
    private Optional<ClassicPolicy> policy = Optional.empty();

    @Test
    void requestsGoToTheInstanceWithTheFewestOutstanding() throws Exception {
        var asked = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        SampleTarget.Behaviour wait =
                (head, in, out) -> {
                    asked.countDown();
                    awaitQuietly(go);
                    out.write(SampleTarget.ok("slow"));
                };
        try (var slow = new SampleTarget("127.31.0.21", "slow", wait);
                var fast = beside(slow)) {
            InetSocketAddress address = classic(slow, fast);
            try (var first = new SampleClient(address);
                    var second = new SampleClient(address)) {
                first.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                asked.await();
                for (int i = 0; i < 3; i++) {
                    assertThat(second.get("/").body()).isEqualTo("fast");
                }
                go.countDown();
                assertThat(first.response().body()).isEqualTo("slow");
            }
            assertThat(fast.nextHead())
                    .contains("X-Forwarded-For: ")
                    .doesNotContain("X-Amzn-Trace-Id");
        }
    }

    @Test
    void withoutAHealthyInstanceThereIsNoService() throws Exception {
        try (var target = SampleTarget.named("127.31.0.21", "a")) {
            InetSocketAddress address = classic(target);
            try (var client = new SampleClient(address)) {
                assertThat(client.get("/").status()).isEqualTo(200);
                fleet.world()
                        .healthIn(TargetRef.CLASSIC + "old")
                        .keySet()
                        .forEach(fleet::unhealthy);
                plane.use(RouteTable.compile(plane.current(), fleet.world())).join();
                assertThat(client.get("/").status()).isEqualTo(503);
            }
        }
    }

    @Test
    void aCookieThatIsGivenOnceKeepsAClientWithItsInstance() throws Exception {
        policy = Optional.of(new ClassicPolicy.LoadBalancerCookie("stay", 60));
        try (var one = SampleTarget.named("127.31.0.21", "one");
                var two = beside(one)) {
            try (var client = new SampleClient(classic(one, two))) {
                SampleClient.Response first = client.get("/");
                String cookie = cookieOf(first);
                assertThat(cookie).startsWith("AWSELB=");
                for (int i = 0; i < 3; i++) {
                    SampleClient.Response next = get(client, cookie);
                    assertThat(next.body()).isEqualTo(first.body());
                    assertThat(next.head()).doesNotContain("AWSELB");
                }
            }
        }
    }

    @Test
    void aSessionOfTheApplicationKeepsAClientForAsLongAsBothCookiesAreThere() throws Exception {
        policy = Optional.of(new ClassicPolicy.ApplicationCookie("follow", "sid"));
        var started = "HTTP/1.1 200 OK\r\nSet-Cookie: sid=1\r\nContent-Length: 3\r\n\r\none";
        try (var one =
                        new SampleTarget(
                                "127.31.0.21",
                                "one",
                                (_, _, out) ->
                                        out.write(started.getBytes(StandardCharsets.US_ASCII)));
                var two = beside(one)) {
            try (var client = new SampleClient(classic(one, two))) {
                SampleClient.Response response = client.get("/");
                while (!response.body().equals("one")) {
                    assertThat(response.head()).doesNotContain("AWSELB");
                    response = client.get("/");
                }
                String cookie = cookieOf(response);
                for (int i = 0; i < 3; i++) {
                    assertThat(get(client, cookie + "; sid=1").body()).isEqualTo("one");
                }
                String without = "one";
                while (without.equals("one")) {
                    without = get(client, cookie).body();
                }
                assertThat(without).isEqualTo("fast");
            }
        }
    }

    private static String cookieOf(SampleClient.Response response) {
        return response.head()
                .lines()
                .filter(line -> line.startsWith("Set-Cookie: AWSELB="))
                .map(line -> line.substring("Set-Cookie: ".length(), line.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    private static SampleClient.Response get(SampleClient client, String cookie)
            throws IOException {
        return client.send("GET / HTTP/1.1\r\nHost: a\r\nCookie: " + cookie + "\r\n\r\n")
                .response();
    }

    @AfterEach
    void stop() {
        plane.stop(Duration.ofMillis(100)).join();
    }

    /// Another target on the same port.
    private static SampleTarget beside(SampleTarget other) throws IOException {
        var at = new InetSocketAddress(InetAddress.ofLiteral("127.31.0.22"), other.port());
        return new SampleTarget(at, "fast", (_, _, out) -> out.write(SampleTarget.ok("fast")));
    }

    /// A balancer `old` with healthy instances, in use; the address of its first node.
    private InetSocketAddress classic(SampleTarget... targets) throws IOException {
        InetAddress node = InetAddress.ofLiteral("127.31.0.10");
        int port;
        try (var free = new ServerSocket(0, 1, node)) {
            port = free.getLocalPort();
        }
        int instancePort = targets[0].port();
        var ports =
                new ListenerPorts(
                        Protocol.HTTP, port, Protocol.HTTP, instancePort, Optional.empty());
        Instance[] instances =
                Stream.of(targets)
                        .map(target -> fleet.instance(target.address()))
                        .toArray(Instance[]::new);
        var balancer = fleet.classic("old", ports, instances);
        for (Instance instance : instances) {
            fleet.healthy(TargetRef.classic(balancer, instance.instanceId(), instancePort));
        }
        policy.ifPresent(chosen ->
                fleet.put(
                        balancer.withPolicies(List.of(chosen))
                                .withListeners(
                                        List.of(ports.withPolicies(List.of(chosen.name()))))));
        plane.use(RouteTable.compile(plane.current(), fleet.world())).join();
        return new InetSocketAddress(node, port);
    }

    private static DataPlane plane() {
        var transport = Loops.open(1);
        return new DataPlane(
                transport,
                new HttpAcceptor(
                        transport,
                        Clock.system(),
                        new SplittableRandom(7),
                        HttpLimits.DEFAULT,
                        CookieKey.random(new SplittableRandom(8)),
                        Rig.unwritten()),
                (client, _) -> client.close(),
                (frontend, cause) -> {
                    throw new AssertionError(frontend.address().toString(), cause);
                });
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
    }
}
