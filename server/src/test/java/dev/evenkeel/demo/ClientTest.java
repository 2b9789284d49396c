package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;

/// A client behaves as a browser does: it resolves, keeps its connection, and tries the next
/// address when one is silent.
class ClientTest {
    private static final String NAME = "web.example.com";

    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private volatile List<String> addresses = List.of("127.31.250.1");
    private DatagramSocket dns;
    private ServerSocket server;
    private Resolver resolver;

    @BeforeEach
    void start() throws IOException {
        dns = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.31.250.1"));
        resolver =
                new Resolver(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), dns.getLocalPort()));
        Thread.ofVirtual().start(this::answerNames);
        Thread.ofVirtual().start(this::answerRequests);
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
        server.close();
    }

    private void answerNames() {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!dns.isClosed()) {
            try {
                dns.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                Message reply = new Message(query.getHeader().getID());
                reply.getHeader().setFlag(Flags.QR);
                reply.addRecord(query.getQuestion(), Section.QUESTION);
                for (String address : addresses) {
                    reply.addRecord(
                            new ARecord(
                                    Name.fromString(NAME + "."),
                                    DClass.IN,
                                    60,
                                    InetAddress.ofLiteral(address)),
                            Section.ANSWER);
                }
                byte[] wire = reply.toWire();
                dns.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answerRequests() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = new ByteArrayOutputStream();
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                head.write(c);
                String text = head.toString(StandardCharsets.US_ASCII);
                if (text.endsWith("\r\n\r\n")) {
                    requests.add(socket.getPort() + " " + text);
                    head.reset();
                    socket.getOutputStream().write(reply(text));
                    if (text.contains("/close")) {
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            // The client went away: that is what some tests do.
        }
    }

    private static byte[] reply(String request) {
        String text =
                request.contains("/cut")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhel"
                        : request.contains("/close")
                                ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Client client() {
        return new Client(resolver, NAME, server.getLocalPort(), 0);
    }

    private String connectionOfNextRequest() throws InterruptedException {
        return requests.take().split(" ")[0];
    }

    @Test
    void theReplyHasItsStatusAndBodyAndTheServerSeesTheName() throws Exception {
        try (Client client = client()) {
            assertThat(client.get("/", 10)).isEqualTo(new Connection.Reply(200, "hello"));
        }
        assertThat(requests.take()).contains("GET / HTTP/1.1", "Host: " + NAME);
    }

    @Test
    void aConnectionIsKeptUntilItIsTimeToResolveAgain() throws Exception {
        try (Client client = client()) {
            for (int i = 0; i < 4; i++) {
                client.get("/", 2);
            }
        }
        String first = connectionOfNextRequest();
        assertThat(connectionOfNextRequest()).isEqualTo(first);
        connectionOfNextRequest();
        assertThat(connectionOfNextRequest()).isNotEqualTo(first);
    }

    @Test
    void anAddressThatRefusesIsPassedOver() throws Exception {
        addresses = List.of("127.31.250.2", "127.31.250.1");
        try (Client client = client()) {
            assertThat(client.get("/", 10).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutAnyAddressTheRequestFails() throws IOException {
        addresses = List.of();
        try (Client client = client()) {
            assertThatThrownBy(() -> client.get("/", 10))
                    .hasMessageContaining("no address of " + NAME);
        }
    }

    @Test
    void aReplyThatEndsEarlyIsAFailure() throws IOException {
        try (Client client = client()) {
            assertThatThrownBy(() -> client.get("/cut/close", 10))
                    .hasMessageContaining("ended early");
        }
    }

    @Test
    void aConnectionThatTheServerClosesIsReplaced() throws Exception {
        try (Client client = client()) {
            assertThat(client.get("/close", 10).body()).isEqualTo("ok");
            assertThat(client.get("/", 10).body()).isEqualTo("hello");
        }
    }
}
