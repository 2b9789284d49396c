package dev.evenkeel.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.scenario.Loops;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Sockets are opened as long as there are files for them.
class SocketLimitTest {
    private static final String NODE = "127.31.0.10";
    private static final int LISTENING = 1;
    private final SocketLimit few = new SocketLimit(0);
    private final Transport transport = Transport.open(Loops.kind(), 1, few);
    private final DataPlane plane =
            new DataPlane(
                    transport,
                    (client, _) -> client.close(),
                    (_, _) -> {},
                    (_, cause) -> {
                        throw new AssertionError(cause);
                    });
    private final int port = freePort();

    SocketLimitTest() throws IOException {
        var fleet = new Fleet();
        var balancer = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "flows", 0);
        var group = fleet.group("flows", TargetGroup.TargetType.IP, Protocol.TCP);
        fleet.listener(balancer, Protocol.TCP, port, group);
        plane.use(RouteTable.compile(RouteTable.EMPTY, fleet.world())).join();
    }

    @AfterEach
    void stop() {
        plane.stop(Duration.ZERO).join();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName(NODE))) {
            return probe.getLocalPort();
        }
    }

    private long rejected() {
        return plane.counters().nodes().getFirst().counts().get(Counter.REJECTED_CONNECTIONS);
    }

    private Socket connect() throws IOException {
        return new Socket(NODE, port);
    }

    /// Whether the other side ends it; one that is kept stays silent.
    private static boolean isRejected(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void oneTooManyIsRejectedAndCountedUntilAnotherEnds() throws IOException {
        var kept = new ArrayList<Socket>();
        for (int room = few.mostClients() - LISTENING; room > 0; room--) {
            kept.add(connect());
        }
        try (Socket tooMany = connect()) {
            assertThat(isRejected(tooMany)).isTrue();
            assertThat(rejected()).isEqualTo(1);
            assertThat(few.open()).isEqualTo(few.mostClients());
            kept.removeLast().shutdownOutput();
            long before;
            do {
                before = rejected();
                try (Socket next = connect()) {
                    next.setSoTimeout(100);
                    next.getInputStream().read();
                } catch (IOException _) {
                    Thread.onSpinWait();
                }
            } while (rejected() > before);
        } finally {
            for (Socket each : kept) {
                each.close();
            }
        }
    }

    @Test
    void aPipeIsCountedOnceAndUntilItsSocketCloses() {
        var limit = new SocketLimit(1024);
        var source = new EmbeddedChannel();
        assertThat(limit.splices(source)).isTrue();
        assertThat(limit.splices(source)).isTrue();
        assertThat(limit.open()).isEqualTo(2);
        source.close();
        assertThat(limit.open()).isZero();
    }

    @Test
    void clientsAndPipesLeaveSomeToTargets() {
        int clients = few.mostClients() - few.open();
        for (int each = 0; each < clients; each++) {
            assertThat(few.admits(new EmbeddedChannel())).isTrue();
        }
        assertThat(few.admits(new EmbeddedChannel())).isFalse();
        assertThat(few.splices(new EmbeddedChannel())).isFalse();
        for (int each = 0; each < 8; each++) {
            assertThat(few.reaches(new EmbeddedChannel())).isTrue();
        }
        assertThat(few.reaches(new EmbeddedChannel())).isFalse();
    }

    @Test
    void aProcessTakesAsManyClientsAsItHasFilesFor() {
        assertThat(new SocketLimit(1024).mostClients()).isEqualTo(672);
        assertThat(new SocketLimit(20_000).mostClients()).isGreaterThan(15_000);
        assertThat(new SocketLimit(100).mostClients()).isEqualTo(56);
    }
}
