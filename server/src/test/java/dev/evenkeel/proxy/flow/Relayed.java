package dev.evenkeel.proxy.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.proxy.Counters;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.scenario.FakeTarget;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sys.Clock;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// A world whose load balancers really relay, with targets that say their names, for tests.
final class Relayed implements Closeable {
    final Fleet fleet = new Fleet();
    private final Transport transport;
    private final DataPlane dataPlane;
    private final List<Closeable> open = new ArrayList<>();

    Relayed(Transport.Kind kind) {
        transport = Transport.open(kind, 1);
        dataPlane =
                new DataPlane(
                        transport,
                        (client, frontend) -> client.close(),
                        new FlowListener(transport, Clock.system(), 1, FlowLimits.DEFAULT),
                        (frontend, cause) -> {
                            throw new AssertionError("cannot bind " + frontend.address(), cause);
                        });
    }

    /// Relays as the fleet is now.
    void apply() {
        dataPlane.use(RouteTable.compile(dataPlane.current(), fleet.world())).join();
    }

    /// Stops: what is relayed may go on for `drain`.
    CompletableFuture<Void> stop(Duration drain) {
        return dataPlane.stop(drain);
    }

    /// A port that nobody listens on at `address` just now.
    static int freePort(String address) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            return socket.getLocalPort();
        }
    }

    /// A healthy target in the zone of `address` that says `name` on every connection, then echoes.
    Target echoing(TargetGroup group, String address, String name) throws IOException {
        FakeTarget server = serving(address, echo(name));
        return healthy(group, address, server.port());
    }

    static FakeTarget.Behaviour echo(String name) {
        return connection -> {
            connection.getOutputStream().write((name + "\n").getBytes(UTF_8));
            connection.getInputStream().transferTo(connection.getOutputStream());
        };
    }

    FakeTarget serving(String address, FakeTarget.Behaviour behaviour) throws IOException {
        var server = new FakeTarget(address, behaviour);
        open.add(server);
        return server;
    }

    Target healthy(TargetGroup group, String address, int port) {
        Target target = fleet.target(group, address, port);
        fleet.healthy(target.ref());
        return target;
    }

    /// A client's connection to a node.
    Socket connect(String node, int port) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(node), port));
        return socket;
    }

    /// The name its target said.
    static String name(Socket socket) throws IOException {
        var name = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            assertThat(next).as("the name's next character").isNotNegative();
            name.append((char) next);
        }
        return name.toString();
    }

    static void assertEchoes(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        assertThat(socket.getInputStream().readNBytes(text.length()))
                .asString(UTF_8)
                .isEqualTo(text);
    }

    static void assertReset(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read())
                    .as("a reset, not data or an end")
                    .isEqualTo(-2);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    long counted(Counter counter) {
        long sum = 0;
        for (Counters.OfNode node : dataPlane.counters().nodes()) {
            sum += node.counts().get(counter);
        }
        return sum;
    }

    /// Waits until what other threads do has become visible.
    static void await(BooleanSupplier condition) {
        Clock clock = Clock.system();
        long deadline = clock.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(deadline - clock.nanoTime()).as("time left").isPositive();
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        stop(Duration.ZERO).join();
        for (Closeable each : open) {
            each.close();
        }
    }
}
