package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Orders;
import dev.evenkeel.compute.process.NetworkMeters.Traffic;
import dev.evenkeel.model.InstanceId;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How the counters of connections become the counters of instances.
class NetworkMetersTest {
    private static final InstanceId WEB = Orders.id(1);
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.31.0.4");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Map<InetAddress, InstanceId> INSTANCES = Map.of(ADDRESS, WEB);

    private final NetworkMeters meters = new NetworkMeters();

    private static TcpSocket socket(long cookie, long in, long out) {
        return new TcpSocket(cookie, ADDRESS, out, in);
    }

    private Traffic after(TcpSocket... sockets) {
        meters.look(List.of(sockets), INSTANCES);
        return meters.of(WEB);
    }

    @Test
    void connectionsAreAddedUp() {
        assertThat(after(socket(1, 10, 100), socket(2, 5, 50))).isEqualTo(new Traffic(15, 150));
    }

    @Test
    void onlyWhatCameSinceTheLastLookIsAdded() {
        after(socket(1, 10, 100));
        assertThat(after(socket(1, 10, 100))).isEqualTo(new Traffic(10, 100));
        assertThat(after(socket(1, 12, 140))).isEqualTo(new Traffic(12, 140));
    }

    @Test
    void whatAClosedConnectionCarriedStays() {
        after(socket(1, 10, 100));
        assertThat(after()).isEqualTo(new Traffic(10, 100));
        assertThat(after(socket(2, 1, 2))).isEqualTo(new Traffic(11, 102));
    }

    @Test
    void theOtherEndOfAConnectionIsNobodys() {
        assertThat(after(new TcpSocket(1, ELSEWHERE, 7, 7))).isEqualTo(new Traffic(0, 0));
    }

    @Test
    void anInstanceThatIsGoneIsForgotten() {
        after(socket(1, 10, 100));
        meters.look(List.of(), Map.of());
        assertThat(meters.of(WEB)).isEqualTo(new Traffic(0, 0));
    }

    @Test
    void theKernelShowsBothEndsOfAConnection() throws Exception {
        try (var server = new java.net.ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.9"));
                var client = new java.net.Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThat(client.isConnected()).isTrue();
            assertThat(new SocketDiagnosis().connections())
                    .extracting(TcpSocket::local)
                    .contains(server.getInetAddress(), client.getLocalAddress());
        }
    }
}
