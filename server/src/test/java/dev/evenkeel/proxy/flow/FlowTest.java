package dev.evenkeel.proxy.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.scenario.FakeTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
class FlowTest {
    private static final String NODE = "127.31.0.10";

    private final Relayed relayed;
    private final int port = Relayed.freePort(NODE);
    private TargetGroup group;
    private Listener listener;

    FlowTest(Transport.Kind kind) throws IOException {
        relayed = new Relayed(kind);
        group = relayed.fleet.group("db", TargetType.IP, Protocol.TCP);
        LoadBalancer nlb = relayed.fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0);
        listener = relayed.fleet.listener(nlb, Protocol.TCP, port, group);
    }

    @BeforeEach
    void apply() {
        relayed.apply();
    }

    @AfterEach
    void close() throws Exception {
        relayed.close();
    }

    @Test
    void bytesGoBothWaysWhole() throws Exception {
        FakeTarget echo =
                relayed.serving(
                        "127.31.0.50", c -> c.getInputStream().transferTo(c.getOutputStream()));
        relayed.healthy(group, "127.31.0.50", echo.port());
        relayed.apply();
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(1).nextBytes(sent);

        Socket client = connect();
        Thread.ofVirtual().start(() -> sendAll(client, sent));

        assertThat(client.getInputStream().readAllBytes()).isEqualTo(sent);
        assertThat(relayed.counted(Counter.RECEIVED_BYTES)).isEqualTo(sent.length);
        assertThat(relayed.counted(Counter.SENT_BYTES)).isEqualTo(sent.length);
    }

    private static void sendAll(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aClientThatSaidAllStillHearsTheAnswer() throws Exception {
        FakeTarget counting =
                relayed.serving(
                        "127.31.0.50",
                        connection -> {
                            int count = connection.getInputStream().readAllBytes().length;
                            connection.getOutputStream().write((count + " bytes").getBytes(UTF_8));
                        });
        relayed.healthy(group, "127.31.0.50", counting.port());
        relayed.apply();

        Socket client = connect();
        client.getOutputStream().write("four".getBytes(UTF_8));
        client.shutdownOutput();

        assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("4 bytes");
        Relayed.await(() -> relayed.counted(Counter.ACTIVE_CONNECTIONS) == 0);
        assertThat(relayed.counted(Counter.NEW_CONNECTIONS)).isEqualTo(1);
        assertThat(relayed.counted(Counter.ELB_RESETS)).isEqualTo(0);
        assertThat(relayed.counted(Counter.TARGET_RESETS)).isEqualTo(0);
    }

    @Test
    void flowsSpreadOverTheZonesHealthyTargets() throws Exception {
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.echoing(group, "127.31.0.51", "b");
        relayed.echoing(group, "127.31.16.50", "of another zone");
        relayed.fleet.unhealthy(relayed.echoing(group, "127.31.0.52", "sick").ref());
        relayed.apply();
        Map<String, Integer> flows = new HashMap<>();
        for (int flow = 0; flow < 40; flow++) {
            flows.merge(Relayed.name(connect()), 1, Integer::sum);
        }

        assertThat(flows).containsOnlyKeys("a", "b");
        assertThat(flows.values()).allSatisfy(each -> assertThat(each).isGreaterThan(8));
    }

    @Test
    void acrossZonesEveryTargetIsUsed() throws Exception {
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.echoing(group, "127.31.16.50", "b");
        var lb = relayed.fleet.loadBalancer(LoadBalancer.Type.NETWORK, "db", 0, 1);
        relayed.fleet.put(
                lb.withAttributes(
                        Attributes.of(Map.of("load_balancing.cross_zone.enabled", "true"))));
        relayed.apply();
        Map<String, Integer> flows = new HashMap<>();
        for (int flow = 0; flow < 40; flow++) {
            flows.merge(Relayed.name(connect()), 1, Integer::sum);
        }

        assertThat(flows).containsOnlyKeys("a", "b");
    }

    @Test
    void aTargetThatRefusesIsPassedOver() throws Exception {
        relayed.echoing(group, "127.31.0.50", "alive");
        relayed.healthy(group, "127.31.0.51", Relayed.freePort("127.31.0.51"));
        relayed.apply();

        for (int flow = 0; flow < 20; flow++) {
            assertThat(Relayed.name(connect())).isEqualTo("alive");
        }
        assertThat(relayed.counted(Counter.RETRIES)).isPositive();
        assertThat(relayed.counted(Counter.TARGET_CONNECTION_ERRORS)).isPositive();
    }

    @Test
    void whereNoTargetAnswersTheClientIsReset() throws Exception {
        relayed.healthy(group, "127.31.0.51", Relayed.freePort("127.31.0.51"));
        relayed.apply();

        Relayed.assertReset(connect());
        assertThat(relayed.counted(Counter.ELB_RESETS)).isEqualTo(1);
        assertThat(relayed.counted(Counter.ACTIVE_CONNECTIONS)).isEqualTo(0);
    }

    @Test
    void withoutAnyTargetTheClientIsReset() throws Exception {
        Relayed.assertReset(connect());
    }

    @Test
    void aTargetThatTurnsSickLosesItsFlows() throws Exception {
        Target a = relayed.echoing(group, "127.31.0.50", "a");
        relayed.echoing(group, "127.31.0.51", "b");
        relayed.apply();
        Socket toA = connectTo("a");
        Socket toB = connectTo("b");

        relayed.fleet.unhealthy(a.ref());
        relayed.apply();

        Relayed.assertReset(toA);
        Relayed.assertEchoes(toB, "still here");
    }

    @Test
    void aSickTargetKeepsItsFlowsWhereItsGroupSaysSo() throws Exception {
        group =
                relayed.fleet.with(
                        group,
                        Map.of(
                                "target_health_state.unhealthy.connection_termination.enabled",
                                "false"));
        Target a = relayed.echoing(group, "127.31.0.50", "a");
        relayed.echoing(group, "127.31.0.51", "b");
        relayed.apply();
        Socket toA = connectTo("a");

        relayed.fleet.unhealthy(a.ref());
        relayed.apply();

        Relayed.assertEchoes(toA, "still here");
        assertThat(Relayed.name(connect())).isEqualTo("b");
    }

    @Test
    void whenAllAreSickAllKeepTheirFlows() throws Exception {
        Target a = relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();
        Socket toA = connectTo("a");

        relayed.fleet.unhealthy(a.ref());
        relayed.apply();

        Relayed.assertEchoes(toA, "fails open");
        assertThat(Relayed.name(connect())).isEqualTo("a");
    }

    @Test
    void aDeregisteredTargetKeepsItsFlowsButGetsNoNewOnes() throws Exception {
        Target a = relayed.echoing(group, "127.31.0.50", "a");
        relayed.echoing(group, "127.31.0.51", "b");
        relayed.apply();
        Socket toA = connectTo("a");

        deregister(a);

        Relayed.assertEchoes(toA, "draining");
        for (int flow = 0; flow < 10; flow++) {
            assertThat(Relayed.name(connect())).isEqualTo("b");
        }
        relayed.fleet.remove(a);
        relayed.apply();
        Relayed.assertEchoes(toA, "drained");
    }

    @Test
    void atTheEndOfTheDelayFlowsAreResetWhereItsGroupSaysSo() throws Exception {
        group =
                relayed.fleet.with(
                        group,
                        Map.of("deregistration_delay.connection_termination.enabled", "true"));
        Target a = relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();
        Socket toA = connectTo("a");
        deregister(a);
        Relayed.assertEchoes(toA, "draining");

        relayed.fleet.remove(a);
        relayed.apply();

        Relayed.assertReset(toA);
    }

    @Test
    void aListenerThatIsGoneTakesItsFlowsWithIt() throws Exception {
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();
        Socket client = connectTo("a");

        relayed.fleet.remove(listener);
        relayed.apply();

        Relayed.assertReset(client);
        Relayed.await(() -> relayed.counted(Counter.ACTIVE_CONNECTIONS) == 0);
    }

    @Test
    void whenTheDataPlaneStopsFlowsMayFinish() throws Exception {
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();
        Socket client = connectTo("a");

        var stopped = relayed.stop(Duration.ofMinutes(5));

        relayed.apply();
        Relayed.await(this::isRefused);
        Relayed.assertEchoes(client, "last words");
        client.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        stopped.get(30, TimeUnit.SECONDS);
        relayed.apply();
    }

    @Test
    void anIdleFlowIsReset() throws Exception {
        relayed.fleet.put(
                listener.withAttributes(Attributes.of(Map.of("tcp.idle_timeout.seconds", "1"))));
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();

        Socket client = connectTo("a");

        Relayed.assertReset(client);
        assertThat(relayed.counted(Counter.ELB_RESETS)).isEqualTo(1);
    }

    @Test
    void aTargetsResetReachesTheClient() throws Exception {
        FakeTarget resetting =
                relayed.serving(
                        "127.31.0.50",
                        connection -> {
                            connection.getInputStream().read();
                            connection.setSoLinger(true, 0);
                        });
        relayed.healthy(group, "127.31.0.50", resetting.port());
        relayed.apply();

        Socket client = connect();
        client.getOutputStream().write('!');

        Relayed.assertReset(client);
        assertThat(relayed.counted(Counter.TARGET_RESETS)).isEqualTo(1);
    }

    @Test
    void aClientsResetReachesTheTarget() throws Exception {
        relayed.echoing(group, "127.31.0.50", "a");
        relayed.apply();
        Socket client = connectTo("a");

        client.setSoLinger(true, 0);
        client.close();

        Relayed.await(() -> relayed.counted(Counter.CLIENT_RESETS) == 1);
        assertThat(relayed.counted(Counter.ACTIVE_CONNECTIONS)).isEqualTo(0);
    }

    private void deregister(Target target) {
        relayed.fleet.put(target.draining(Instant.parse("2026-01-01T00:05:00Z")));
        relayed.apply();
    }

    private Socket connect() throws IOException {
        return relayed.connect(NODE, port);
    }

    private boolean isRefused() {
        try (Socket accepted = connect()) {
            return !accepted.isConnected();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A flow to the target of that name: chance decides, so it may take a few tries.
    private Socket connectTo(String name) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            Socket socket = connect();
            if (Relayed.name(socket).equals(name)) {
                return socket;
            }
            socket.close();
        }
        throw new AssertionError("no flow reached " + name);
    }
}
