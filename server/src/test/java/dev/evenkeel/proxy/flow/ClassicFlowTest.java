package dev.evenkeel.proxy.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.scenario.FakeTarget;
import dev.evenkeel.scenario.Loops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassicFlowTest {
    private static final String NODE = "127.31.0.10";
    private static final String A = "127.31.0.60";
    private static final String B = "127.31.0.61";

    private final Relayed relayed = new Relayed(Loops.kind());
    private final int port = Relayed.freePort(NODE);
    private final List<FakeTarget> servers = new ArrayList<>();
    private final Instance a = relayed.fleet.instance(A);
    private final Instance b = relayed.fleet.instance(B);
    private final ClassicLoadBalancer classic;

    ClassicFlowTest() throws IOException {
        int instancePort = serveOnOnePort();
        var ports =
                new ListenerPorts(Protocol.TCP, port, Protocol.TCP, instancePort, Optional.empty());
        ClassicLoadBalancer made = relayed.fleet.classic("old", ports, a, b);
        classic = made.withNodes(made.nodes().subList(0, 1));
        relayed.fleet.put(classic);
        relayed.fleet.healthy(classic.ref(a.instanceId()), classic.ref(b.instanceId()));
        relayed.apply();
    }

    /// Both instances serve the same port, as instances behind a Classic Load Balancer do.
    private int serveOnOnePort() throws IOException {
        var first = new ServerSocket(0, 100, InetAddress.ofLiteral(A));
        int shared = first.getLocalPort();
        servers.add(new FakeTarget(first, Relayed.echo("a")));
        servers.add(
                new FakeTarget(
                        new ServerSocket(shared, 100, InetAddress.ofLiteral(B)),
                        Relayed.echo("b")));
        return shared;
    }

    @AfterEach
    void close() throws Exception {
        relayed.close();
        for (FakeTarget server : servers) {
            server.close();
        }
    }

    @Test
    void connectionsGoRound() throws IOException {
        var names = new ArrayList<String>();
        for (int flow = 0; flow < 6; flow++) {
            names.add(Relayed.name(connect()));
        }
        assertThat(names).containsExactly("a", "b", "a", "b", "a", "b");
    }

    @Test
    void aSickInstanceKeepsItsConnectionsAndGetsNoNewOnes() throws IOException {
        Socket toA = connect();
        assertThat(Relayed.name(toA)).isEqualTo("a");

        relayed.fleet.unhealthy(classic.ref(a.instanceId()));
        relayed.apply();

        Relayed.assertEchoes(toA, "still here");
        for (int flow = 0; flow < 4; flow++) {
            assertThat(Relayed.name(connect())).isEqualTo("b");
        }
    }

    @Test
    void withNoHealthyInstanceTheClientIsReset() throws IOException {
        relayed.fleet.unhealthy(classic.ref(a.instanceId()));
        relayed.fleet.unhealthy(classic.ref(b.instanceId()));
        relayed.apply();

        Relayed.assertReset(connect());
    }

    @Test
    void drainingOverConnectionsAreClosed() throws IOException {
        Socket toA = connect();
        assertThat(Relayed.name(toA)).isEqualTo("a");
        Registration stays = classic.instances().get(1);
        Registration leaving =
                new Registration(
                        a.instanceId(), Instant.EPOCH, Optional.of(Instant.EPOCH.plusSeconds(300)));
        relayed.fleet.put(classic.withInstances(List.of(leaving, stays)));
        relayed.apply();
        Relayed.assertEchoes(toA, "draining");

        relayed.fleet.put(classic.withInstances(List.of(stays)));
        relayed.apply();

        Relayed.assertReset(toA);
    }

    @Test
    void anIdleConnectionIsClosedInGoodOrder() throws IOException {
        relayed.fleet.put(
                classic.withAttributes(Attributes.of(Map.of("idle_timeout.timeout_seconds", "1"))));
        relayed.apply();

        Socket client = connect();
        Relayed.name(client);

        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    private Socket connect() throws IOException {
        return relayed.connect(NODE, port);
    }
}
