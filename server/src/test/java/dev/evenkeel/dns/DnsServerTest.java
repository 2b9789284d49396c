package dev.evenkeel.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.scenario.Fleet;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsServerTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private final Fleet fleet = new Fleet();
    private final DnsServer server = new DnsServer(ANY_PORT, Zones.compile(fleet.world()));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aResolverFindsALoadBalancerByUdpAndTcp() throws IOException {
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
        server.use(Zones.compile(fleet.world()));

        for (boolean tcp : List.of(false, true)) {
            assertThat(ask("web-1234567890.us-east-1.elb.amazonaws.com.", tcp))
                    .containsExactlyInAnyOrder("127.31.0.10", "127.31.16.10");
        }
    }

    @Test
    void newZonesAreAnsweredAtOnce() throws IOException {
        assertThat(ask("web.elb.localhost.", false)).isEmpty();
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 2);
        server.use(Zones.compile(fleet.world()));

        assertThat(ask("web.elb.localhost.", false)).containsExactly("127.31.32.10");
    }

    @Test
    void aTruncatedAnswerIsAskedForAgainByTcp() throws IOException {
        int[] zones = IntStream.range(0, 100).map(i -> i % 3).toArray();
        fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "wide", zones);
        server.use(Zones.compile(fleet.world()));

        assertThat(ask("wide.elb.localhost.", false)).hasSize(100);
    }

    @Test
    void aTakenPortIsSaidWithItsCure() {
        assertThatThrownBy(() -> new DnsServer(server.address(), Zones.compile(fleet.world())))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("127.0.0.1:" + server.address().getPort())
                .hasMessageContaining("--dns");
    }

    @Test
    void malformedPacketsDoNotStopIt() throws IOException {
        try (var socket = new DatagramSocket()) {
            byte[] scrap = {1, 2, 3};
            socket.send(new DatagramPacket(scrap, scrap.length, server.address()));
        }
        try (var socket = new Socket()) {
            socket.connect(server.address());
            socket.getOutputStream().write(new byte[] {0, 3, 1, 2, 3});
            assertThat(socket.getInputStream().read()).as("it hangs up").isEqualTo(-1);
        }

        assertThat(resolver(false).send(query("elb.localhost.", Type.SOA)).getRcode())
                .isEqualTo(Rcode.NOERROR);
    }

    @Test
    void oneConnectionAnswersSeveralQueries() throws IOException {
        byte[] query = query("elb.localhost.", Type.SOA).toWire();
        try (var socket = new Socket()) {
            socket.connect(server.address());
            for (int round = 0; round < 3; round++) {
                socket.getOutputStream().write(new byte[] {0, (byte) query.length});
                socket.getOutputStream().write(query);
                byte[] length = socket.getInputStream().readNBytes(2);
                byte[] answer = socket.getInputStream().readNBytes(length[0] << 8 | length[1]);
                assertThat(new Message(answer).getRcode()).isEqualTo(Rcode.NOERROR);
            }
        }
    }

    private List<String> ask(String name, boolean tcp) throws IOException {
        return resolver(tcp).send(query(name, Type.A)).getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    private SimpleResolver resolver(boolean tcp) {
        var resolver = new SimpleResolver(server.address());
        resolver.setTCP(tcp);
        resolver.setTimeout(Duration.ofSeconds(30));
        return resolver;
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    }
}
