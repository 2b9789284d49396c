package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Pause;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;

/// Traffic counts every request once, for itself and in total, and ends when it is told. Its
/// clients run here one after the other, on the test's thread.
class TrafficTest {
    private static final String NAME = "web.example.com";
    private static final Background ONE_AFTER_THE_OTHER = (_, work) -> work.run();
    private static final Duration PAUSE = Duration.ofMillis(60);

    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Tally total = new Tally();
    private volatile List<String> addresses = List.of("127.0.0.1");
    private volatile int status = 200;
    private DatagramSocket dns;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        dns = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::serve);
        server.start();
        Thread.ofVirtual().start(this::answerNames);
    }

    @AfterEach
    void stop() {
        dns.close();
        server.stop(0);
    }

    private void answerNames() {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!dns.isClosed()) {
            try {
                dns.receive(packet);
                byte[] wire = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
                dns.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] reply(byte[] asked) throws IOException {
        var query = new Message(asked);
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        for (String address : addresses) {
            var record =
                    new ARecord(
                            Name.fromString(NAME + "."),
                            DClass.IN,
                            60,
                            InetAddress.ofLiteral(address));
            reply.addRecord(record, Section.ANSWER);
        }
        return reply.toWire();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            paths.add(exchange.getRequestURI().getPath());
            byte[] body =
                    "hello from i-00000000000000001 in us-east-1a".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /// A pause that ends the demo at its nth call.
    private Pause endsAt(int rest) {
        return duration -> {
            pauses.add(duration);
            if (pauses.size() % rest == 0) {
                throw new Interruption();
            }
        };
    }

    private Traffic traffic(int clients, Pause pause) {
        return new Traffic(new Traffic.Plan(clients, "/page", PAUSE, 100), pause, total);
    }

    private void start(Traffic traffic) {
        var resolver =
                new Resolver(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), dns.getLocalPort()));
        traffic.start(ONE_AFTER_THE_OTHER, resolver, NAME, server.getAddress().getPort());
    }

    @Test
    void everyAnswerIsCountedWithItsZoneAndInstance() {
        try (Traffic traffic = traffic(1, endsAt(3))) {
            Tally tally = traffic.count();
            start(traffic);
            assertThat(tally.requests()).isEqualTo(3);
            assertThat(tally.failures()).isZero();
            assertThat(tally.byZone()).isEqualTo(Map.of("us-east-1a", 3L));
            assertThat(tally.byInstance()).isEqualTo(Map.of("i-00000000000000001", 3L));
        }
        assertThat(paths).containsExactly("/page", "/page", "/page");
        assertThat(pauses).containsExactly(PAUSE, PAUSE, PAUSE);
    }

    @Test
    void everyClientOfThePlanAsks() {
        try (Traffic traffic = traffic(4, endsAt(2))) {
            start(traffic);
        }
        assertThat(total.requests()).isEqualTo(8);
    }

    @Test
    void aNewCountBeginsAtZeroAndTheTotalGoesOn() {
        try (Traffic traffic = traffic(1, endsAt(2))) {
            Tally first = traffic.count();
            start(traffic);
            Tally second = traffic.count();
            assertThat(first.requests()).isEqualTo(2);
            assertThat(second.requests()).isZero();
            assertThat(total.requests()).isEqualTo(2);
        }
    }

    @Test
    void anyOtherStatusIsAFailureAndIsNotRepeated() {
        status = 503;
        try (Traffic traffic = traffic(1, endsAt(2))) {
            start(traffic);
        }
        assertThat(paths).hasSize(2);
        assertThat(total.failures()).isEqualTo(2);
        assertThat(total.failureReasons()).isEqualTo(Map.of("status 503", 2L));
        assertThat(total.byZone()).isEmpty();
    }

    @Test
    void aNameWithoutAddressesIsAFailureAndTheClientGoesOn() {
        addresses = List.of();
        try (Traffic traffic = traffic(1, endsAt(2))) {
            start(traffic);
        }
        assertThat(total.requests()).isEqualTo(2);
        assertThat(total.failureReasons())
                .isEqualTo(Map.of("no address of " + NAME + " answers: []", 2L));
    }

    @Test
    void closedTrafficSendsNoFurtherRequest() {
        var traffic = traffic(1, endsAt(1));
        start(traffic);
        traffic.close();
        start(traffic);
        assertThat(total.requests()).as("the second start found it closed").isEqualTo(1);
        assertThat(pauses).hasSize(1);
    }
}
