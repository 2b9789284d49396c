package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.net.SocketLimit;
import dev.evenkeel.proxy.net.Splice;
import dev.evenkeel.proxy.net.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A process that may open few files serves as many clients as it can, and recovers.
class ManyConnectionsTest {
    private static final int FEWEST_FILES = 0;
    private static final int CLIENTS = new SocketLimit(FEWEST_FILES).mostClients() - 2;

    private static Rig rig(Transport.Kind kind) throws IOException {
        return new Rig(Transport.open(kind, 1, new SocketLimit(FEWEST_FILES)));
    }

    private static List<SampleClient> clients(Rig rig, int count) throws IOException {
        var clients = new ArrayList<SampleClient>();
        for (int each = 0; each < count; each++) {
            clients.add(rig.client());
        }
        return clients;
    }

    private static void close(List<SampleClient> clients) throws IOException {
        for (SampleClient each : clients) {
            each.close();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void clientsThatAreIdleTakeOneSocketEach(Transport.Kind kind) throws Exception {
        try (var rig = rig(kind)) {
            rig.targets("a");
            List<SampleClient> idle = clients(rig, CLIENTS);
            for (int round = 0; round < 2; round++) {
                for (SampleClient each : idle) {
                    assertThat(each.get("/").body()).isEqualTo("a");
                }
            }
            assertThat(rig.counted(Counter.REJECTED_CONNECTIONS)).isZero();
            close(idle);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void requestsForWhichNoSocketIsLeftAreAnsweredAndTheOthersServed(Transport.Kind kind)
            throws Exception {
        try (var rig = rig(kind)) {
            var held = new CountDownLatch(1);
            rig.target((head, in, out) -> {
                if (head.startsWith("GET /held ")) {
                    awaitQuietly(held);
                }
                out.write(SampleTarget.ok("late"));
            });
            List<SampleClient> all = clients(rig, CLIENTS);
            for (SampleClient each : all) {
                assertThat(each.get("/").body()).isEqualTo("late");
            }
            for (SampleClient each : all) {
                each.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            int refused = 0;
            assertThat(Settled.value(() -> rig.counted(Counter.ELB_5XX))).isPositive();
            held.countDown();
            for (SampleClient each : all) {
                int status = each.response().status();
                assertThat(status).isIn(200, 502, 503);
                refused += status == 200 ? 0 : 1;
            }
            assertThat(refused).isBetween(1, CLIENTS - 8);
            for (SampleClient each : all) {
                assertThat(each.get("/").body()).isEqualTo("late");
            }
            close(all);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void largeBodiesPassWithoutAPipe(Transport.Kind kind) throws Exception {
        byte[] body = new byte[3 * (int) Splice.WORTH_IT];
        Arrays.fill(body, (byte) 'x');
        try (var rig = rig(kind)) {
            rig.target((head, in, out) -> {
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"));
                out.write(body);
            });
            List<SampleClient> idle = clients(rig, CLIENTS - 1);
            assertThat(idle.getLast().get("/").body()).hasSize(body.length);
            try (var last = rig.client()) {
                assertThat(last.get("/").body()).hasSize(body.length);
            }
            close(idle);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
