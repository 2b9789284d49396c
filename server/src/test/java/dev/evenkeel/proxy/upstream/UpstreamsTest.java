package dev.evenkeel.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.tls.TargetTls;
import dev.evenkeel.scenario.Loops;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamsTest {
    private final Transport transport = Loops.open(1);
    private final Idleness idleness = new Idleness();
    private final TargetTls tls = new TargetTls(Duration.ofSeconds(5));
    private final ServerSocket target;
    private final Endpoint endpoint;
    private final Upstreams upstreams;
    private final Listener user = new Listener();

    UpstreamsTest() throws IOException {
        target = new ServerSocket(0, 16, InetAddress.ofLiteral("127.31.0.30"));
        var address = new InetSocketAddress(target.getInetAddress(), target.getLocalPort());
        endpoint = new Endpoint(new TargetRef("group", "t", 80), "us-east-1a", address);
        var limits = new Upstreams.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1), 1);
        upstreams = new Upstreams(transport, transport.first(), idleness, limits, tls);
    }

    @AfterEach
    void stop() throws IOException {
        transport.close(Duration.ofMillis(500)).join();
        target.close();
        tls.close();
    }

    /// Notes what happens to its connection.
    private static final class Listener implements Upstream.User {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void connected(Upstream connection) {
            events.add("connected");
        }

        @Override
        public void connectFailed(Throwable cause) {
            events.add("failed");
        }

        @Override
        public void received(ByteBuf bytes) {
            events.add("received " + bytes.readableBytes());
            bytes.release();
        }

        @Override
        public void unprocessed() {
            events.add("unprocessed");
        }

        @Override
        public void ended(boolean reset) {
            events.add(reset ? "reset" : "closed");
        }

        @Override
        public void writabilityChanged() {
            events.add("writability");
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aReleasedConnectionIsTakenAgain() throws Exception {
        Upstream first = open();
        onLoop(() -> release(first));
        assertThat(onLoop(() -> List.of(java.util.Objects.requireNonNull(take()))))
                .containsExactly(first);
        assertThat(onLoop(() -> take() == null)).as("it is in use").isTrue();
    }

    @Test
    void noMoreWaitThanAreAllowed() throws Exception {
        Upstream first = open();
        Socket _ = target.accept();
        Upstream second = open();
        Socket spare = target.accept();
        onLoop(() -> release(first));
        onLoop(() -> release(second));
        assertThat(spare.getInputStream().read()).as("closed").isEqualTo(-1);
    }

    @Test
    void whatWaitsTooLongIsClosed() throws Exception {
        Upstream connection = open();
        Socket accepted = target.accept();
        onLoop(() -> release(connection));
        for (int tick = 0; tick < 6; tick++) {
            onLoop(() -> {
                idleness.tick();
                return true;
            });
        }
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aTargetThatSpeaksOutOfTurnIsDropped() throws Exception {
        Upstream connection = open();
        Socket accepted = target.accept();
        onLoop(() -> release(connection));
        accepted.getOutputStream().write('x');
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
        assertThat(onLoop(() -> take() == null)).isTrue();
    }

    @Test
    void theUserHearsWhatTheTargetDoes() throws Exception {
        open();
        Socket accepted = target.accept();
        accepted.getOutputStream().write(new byte[] {1, 2, 3});
        assertThat(user.next()).isEqualTo("received 3");
        accepted.close();
        assertThat(user.next()).isEqualTo("closed");
    }

    @Test
    void aResetIsTold() throws Exception {
        open();
        Socket accepted = target.accept();
        accepted.setSoLinger(true, 0);
        accepted.close();
        assertThat(user.next()).isEqualTo("reset");
    }

    @Test
    void aRefusalIsTold() throws Exception {
        target.close();
        onLoop(() -> upstreams.open(endpoint, user));
        assertThat(user.next()).isEqualTo("failed");
    }

    @Test
    void aTargetThatLeavesKeepsTheConnectionInUseUntilItIsReleased() throws Exception {
        Upstream connection = open();
        Socket accepted = target.accept();
        onLoop(() -> {
            upstreams.leave(List.of(endpoint));
            return true;
        });
        accepted.getOutputStream().write('x');
        assertThat(user.next()).isEqualTo("received 1");
        onLoop(() -> release(connection));
        assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aTargetThatIsGoneLosesItsConnections() throws Exception {
        open();
        onLoop(() -> {
            upstreams.cut(List.of(endpoint));
            return true;
        });
        assertThat(user.next()).isEqualTo("reset");
    }

    @Test
    void aConnectionThatWasRefusedIsForgotten() throws Exception {
        target.close();
        onLoop(() -> upstreams.open(endpoint, user));
        assertThat(user.next()).isEqualTo("failed");
        assertThat(onLoop(() -> upstreams.openTo(endpoint))).isZero();
    }

    private Upstream open() throws Exception {
        Upstream connection = onLoop(() -> upstreams.open(endpoint, user));
        assertThat(user.next()).isEqualTo("connected");
        return connection;
    }

    private static boolean release(Upstream connection) {
        connection.release();
        return true;
    }

    private @org.jspecify.annotations.Nullable Upstream take() {
        return upstreams.take(endpoint, user);
    }

    private <T> T onLoop(Callable<T> work) throws Exception {
        return transport.first().submit(work).get(10, TimeUnit.SECONDS);
    }
}
