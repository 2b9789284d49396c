package dev.evenkeel.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.scenario.FakeTarget;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProberTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final int MANY = 300;
    private static final String SICK = "HTTP/1.1 503 Sick\r\nContent-Length: 0\r\n\r\n";

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final Prober prober =
            new Prober(new Random(1), (target, health) -> told.add(new Told(target, health)));
    private final Fleet fleet = new Fleet();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(prober));
    private TargetGroup group = fleet.group("web", TargetType.IP, Protocol.HTTP);

    private record Told(TargetRef target, Optional<TargetHealth> health) {}

    @BeforeEach
    void useTheGroup() {
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        fleet.listener(alb, Protocol.HTTP, 80, group);
        check(Protocol.HTTP, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void everyChangeOfAVerdictIsToldOnce() throws Exception {
        FakeTarget server = server(FakeTarget.answering(OK));
        TargetRef target = register(server.port());
        assertThat(next()).isEqualTo(new Told(target, Optional.of(TargetHealth.HEALTHY)));

        server.behave(FakeTarget.answering(SICK));
        TargetHealth sick = next().health().orElseThrow();
        assertThat(sick.reason()).isEqualTo("Target.ResponseCodeMismatch");
        assertThat(sick.description()).isEqualTo("Health checks failed with these codes: [503]");

        server.behave(FakeTarget.answering(OK));
        assertThat(next()).isEqualTo(new Told(target, Optional.of(TargetHealth.HEALTHY)));
    }

    @Test
    void eachCheckIsAGetOnAConnectionOfItsOwn() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        FakeTarget server =
                server(connection -> {
                    requests.add(FakeTarget.readHeader(connection));
                    connection.getOutputStream().write(OK.getBytes(UTF_8));
                });
        register(server.port());

        for (int round = 0; round < 3; round++) {
            assertThat(requests.poll(30, TimeUnit.SECONDS))
                    .startsWith("GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                    .contains("User-Agent: ELB-HealthChecker/2.0\r\n");
        }
    }

    @Test
    void aTargetThatHasSaidAllIsLeftWithAReset() throws Exception {
        BlockingQueue<String> farewells = new LinkedBlockingQueue<>();
        FakeTarget server =
                server(connection -> {
                    FakeTarget.answering(OK).serve(connection);
                    connection.shutdownOutput();
                    try {
                        farewells.add("read " + connection.getInputStream().read());
                    } catch (SocketException reset) {
                        farewells.add(Objects.requireNonNull(reset.getMessage()));
                    }
                });
        register(server.port());

        assertThat(farewells.poll(30, TimeUnit.SECONDS)).isEqualTo("Connection reset");
        assertThat(next().health()).contains(TargetHealth.HEALTHY);
    }

    @Test
    void aPortWhereNobodyListensFails() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        register(port);

        assertThat(next().health().orElseThrow())
                .isEqualTo(unhealthy("Target.FailedHealthChecks", "Health checks failed"));
    }

    @Test
    void aTargetThatSaysNothingTimesOut() throws Exception {
        check(Protocol.HTTP, Duration.ofMillis(50));
        register(server(FakeTarget.silence()).port());

        assertThat(next().health().orElseThrow())
                .isEqualTo(unhealthy("Target.Timeout", "Request timed out"));
    }

    @Test
    void aTargetThatSpeaksNoHttpFails() throws Exception {
        register(server(FakeTarget.answering("220 mail ready\r\n")).port());

        assertThat(next().health().orElseThrow().reason()).isEqualTo("Target.FailedHealthChecks");
    }

    @Test
    void aTargetThatHangsUpFails() throws Exception {
        register(server(connection -> {}).port());

        assertThat(next().health().orElseThrow().reason()).isEqualTo("Target.FailedHealthChecks");
    }

    @Test
    void aTcpCheckAsksForAConnectionOnly() throws Exception {
        check(Protocol.TCP, Duration.ofSeconds(20));
        register(server(FakeTarget.silence()).port());

        assertThat(next().health()).contains(TargetHealth.HEALTHY);
    }

    @Test
    void aTlsTargetMayHaveAnyCertificate() throws Exception {
        var server = new FakeTarget(tlsSocket(), FakeTarget.answering(OK));
        open.add(server);
        for (Protocol protocol : List.of(Protocol.HTTPS, Protocol.TLS)) {
            check(protocol, Duration.ofSeconds(20));
            TargetRef target = register(server.port());
            assertThat(next()).isEqualTo(new Told(target, Optional.of(TargetHealth.HEALTHY)));
            unregister(target);
            assertThat(next()).isEqualTo(new Told(target, Optional.empty()));
        }
    }

    @Test
    void aPlainTargetFailsATlsCheck() throws Exception {
        check(Protocol.HTTPS, Duration.ofSeconds(20));
        register(server(plain -> plain.getOutputStream().write(OK.getBytes(UTF_8))).port());

        assertThat(next().health().orElseThrow().state()).isEqualTo(State.UNHEALTHY);
    }

    @Test
    void aDrainingTargetIsToldUntilItIsForgotten() throws Exception {
        FakeTarget server = server(FakeTarget.answering(OK));
        TargetRef ref = register(server.port());
        next();
        Target target = fleet.target(group, "127.0.0.1", server.port());
        fleet.put(target.draining(Instant.parse("2026-01-01T00:05:00Z")));
        prober.use(fleet.world());
        server.behave(FakeTarget.answering(SICK));
        assertThat(next().health().orElseThrow().state()).isEqualTo(State.UNHEALTHY);

        unregister(ref);
        assertThat(next()).isEqualTo(new Told(ref, Optional.empty()));
    }

    @Test
    void changedSettingsTakeEffect() throws Exception {
        check(Protocol.HTTP, Duration.ofSeconds(20), Duration.ofHours(1));
        TargetRef target = register(server(FakeTarget.answering(SICK)).port());
        check(Protocol.TCP, Duration.ofSeconds(20));
        prober.use(fleet.world());

        Told last = next();
        while (!last.equals(new Told(target, Optional.of(TargetHealth.HEALTHY)))) {
            last = next();
        }
    }

    @Test
    void aTargetInAZoneThatIsOffTimesOutUnasked() throws Exception {
        check(Protocol.HTTP, Duration.ofMillis(50));
        var server = new FakeTarget("127.31.0.77", FakeTarget.answering(OK));
        open.add(server);
        Target target = fleet.target(group, "127.31.0.77", server.port());
        prober.use(fleet.world());
        assertThat(next()).isEqualTo(new Told(target.ref(), Optional.of(TargetHealth.HEALTHY)));

        fleet.switchOff(0);
        prober.use(fleet.world());
        assertThat(next().health().orElseThrow())
                .isEqualTo(unhealthy("Target.Timeout", "Request timed out"));
    }

    @Test
    void manyTargetsAreAllAsked() throws Exception {
        check(Protocol.TCP, Duration.ofSeconds(20), Duration.ofSeconds(1));
        FakeTarget server = server(FakeTarget.silence());
        for (int host = 0; host < MANY; host++) {
            String address = "127.0." + host / 250 + "." + (1 + host % 250);
            fleet.target(group, address, server.port());
        }
        prober.use(fleet.world());

        for (int host = 0; host < MANY; host++) {
            assertThat(next().health()).isPresent();
        }
    }

    @Test
    void whatTheEndBreaksOffIsNoFailure() throws Exception {
        check(Protocol.HTTP, Duration.ofSeconds(20));
        var asked = new CountDownLatch(1);
        FakeTarget server =
                server(connection -> {
                    FakeTarget.readHeader(connection);
                    asked.countDown();
                    FakeTarget.silence().serve(connection);
                });
        var checked = new LinkedBlockingQueue<Prober.Checked>();
        try (var ending = new Prober(new Random(1), (_, _) -> {}, Clock.system(), checked::add)) {
            fleet.target(group, "127.0.0.1", server.port());
            ending.use(fleet.world());
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(checked).isEmpty();
    }

    @Test
    void eachNodeAsksFromItsOwnAddress() throws Exception {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
        BlockingQueue<String> peers = new LinkedBlockingQueue<>();
        FakeTarget server =
                server(connection -> {
                    peers.add(connection.getInetAddress().getHostAddress());
                    FakeTarget.answering(OK).serve(connection);
                });
        register(server.port());

        var seen = new TreeSet<String>();
        while (seen.size() < 2) {
            seen.add(Objects.requireNonNull(peers.poll(30, TimeUnit.SECONDS), "nobody asks"));
        }
        assertThat(seen).containsExactly("127.31.0.10", "127.31.16.10");
    }

    @Test
    void aNodeThatLostItsWayToATargetIsOutvotedAndSeesItOtherwise() throws Exception {
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);
        FakeTarget server = server(allBut("127.31.16.10"));
        register(server.port());
        var lost = new NodeRef(alb.id(), "us-east-1b");

        TargetHealth health = nextUntil(seen -> seen.dissent().containsKey(lost));
        assertThat(health).isEqualTo(TargetHealth.HEALTHY.with(Map.of(lost, State.UNHEALTHY)));

        server.behave(FakeTarget.answering(OK));
        assertThat(nextUntil(seen -> seen.dissent().isEmpty())).isEqualTo(TargetHealth.HEALTHY);

        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 1);
        server.behave(allBut("127.31.16.10"));
        prober.use(fleet.world());
        assertThat(nextUntil(seen -> !seen.isHealthy()).dissent()).isEmpty();
    }

    private static FakeTarget.Behaviour allBut(String peer) {
        return connection -> {
            boolean welcome = !connection.getInetAddress().getHostAddress().equals(peer);
            FakeTarget.answering(welcome ? OK : SICK).serve(connection);
        };
    }

    private TargetHealth nextUntil(Predicate<TargetHealth> wanted) throws InterruptedException {
        TargetHealth last = next().health().orElseThrow();
        while (!wanted.test(last)) {
            last = next().health().orElseThrow();
        }
        return last;
    }

    @Test
    void aNetworkLoadBalancersNodeNamesItself() throws Exception {
        TargetGroup tcp = fleet.group("tcp", TargetType.IP, Protocol.TCP);
        tcp = tcp.withHealthCheck(group.healthCheck());
        fleet.put(tcp);
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "net", 0);
        fleet.listener(nlb, Protocol.TCP, 8443, tcp);
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        FakeTarget server = server(connection -> requests.add(FakeTarget.readHeader(connection)));
        fleet.target(tcp, "127.0.0.1", server.port());
        prober.use(fleet.world());

        assertThat(requests.poll(30, TimeUnit.SECONDS)).contains("Host: 127.31.0.10:8443\r\n");
    }

    private Told next() throws InterruptedException {
        return Objects.requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing was told");
    }

    private FakeTarget server(FakeTarget.Behaviour behaviour) throws IOException {
        var server = new FakeTarget(behaviour);
        open.add(server);
        return server;
    }

    private TargetRef register(int port) {
        Target target = fleet.target(group, "127.0.0.1", port);
        prober.use(fleet.world());
        return target.ref();
    }

    private void unregister(TargetRef target) {
        fleet.remove(fleet.target(group, target.targetId(), target.port()));
        prober.use(fleet.world());
    }

    private void check(Protocol protocol, Duration timeout) {
        check(protocol, timeout, Duration.ofMillis(60));
    }

    private void check(Protocol protocol, Duration timeout, Duration interval) {
        group =
                group.withHealthCheck(
                        new HealthCheck(
                                true,
                                protocol,
                                Optional.empty(),
                                "/health",
                                interval,
                                timeout,
                                2,
                                2,
                                "200"));
        fleet.put(group);
    }

    private static TargetHealth unhealthy(String reason, String description) {
        return new TargetHealth(State.UNHEALTHY, reason, description);
    }

    private static ServerSocket tlsSocket() throws IOException, GeneralSecurityException {
        char[] password = "evenkeel".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = ProberTest.class.getResourceAsStream("self-signed.p12")) {
            keys.load(in, password);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
    }
}
