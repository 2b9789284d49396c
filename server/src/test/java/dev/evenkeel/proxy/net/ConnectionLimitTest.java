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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final String NODE = "127.31.0.10";
    private final Transport transport = Loops.open(1);
    private final DataPlane plane =
            new DataPlane(
                    transport,
                    (client, _) -> client.close(),
                    (_, _) -> {},
                    (_, cause) -> {
                        throw new AssertionError(cause);
                    },
                    new ConnectionLimit(2));
    private final int port = freePort();

    ConnectionLimitTest() throws IOException {
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
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            assertThat(isRejected(third)).isTrue();
            assertThat(rejected()).isEqualTo(1);
            assertThat(second.isConnected()).isTrue();
            first.shutdownOutput();
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
        }
    }

    @Test
    void aProcessTakesAsManyAsItHasFilesFor() {
        assertThat(ConnectionLimit.ofFiles(1024).most()).isEqualTo(192);
        assertThat(ConnectionLimit.ofFiles(1_048_576).most()).isEqualTo(262_080);
        assertThat(ConnectionLimit.ofFiles(100).most()).isEqualTo(64);
    }
}
