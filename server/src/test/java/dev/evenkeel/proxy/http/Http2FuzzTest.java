package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Fuzz;
import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// HTTP/2 connections that were changed at random, at their bytes or in the order of their frames:
/// whatever they mean, others are served and nothing is kept of them.
class Http2FuzzTest {
    private static final int ROUNDS = Fuzz.rounds(600);
    private static final int CHECKED = 100;
    private static final long MOST_KEPT = 8L << 20;

    private final SplittableRandom random = new SplittableRandom(20_261_124);
    private final Rig rig;

    Http2FuzzTest() throws IOException {
        rig = Rig.ofHttp2();
        rig.targets("a", "b");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private static List<List<String>> scripts() {
        var scripts = new ArrayList<List<String>>();
        for (Scenario each : Http2GoldenTest.exchanges()) {
            scripts.add(each.input());
        }
        return scripts;
    }

    @Test
    void changedBytesHarmNobody() throws Exception {
        harmNobody(script -> script, this::mutated);
    }

    @Test
    void framesInAnotherOrderHarmNobody() throws Exception {
        harmNobody(this::shuffled, bytes -> bytes);
    }

    private void harmNobody(UnaryOperator<List<String>> script, UnaryOperator<byte[]> wire)
            throws IOException {
        List<List<String>> scripts = scripts();
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = scripts.get(random.nextInt(scripts.size()));
            send(wire.apply(FrameScript.bytes(script.apply(lines))));
            if (round % CHECKED == 0) {
                othersAreServed(round);
            }
        }
        othersAreServed(ROUNDS);
        long kept = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
        assertThat(kept).isLessThan(MOST_KEPT);
    }

    /// Sends all, and waits until the load balancer has read it and closes.
    private void send(byte[] bytes) throws IOException {
        try (var client = new FrameClient(rig.address())) {
            client.send(bytes);
            client.socket().shutdownOutput();
            while (client.socket().getInputStream().read() >= 0) {
                client.stubborn();
            }
        } catch (java.net.SocketException reset) {
            othersAreServed(-1);
        }
    }

    private void othersAreServed(int round) throws IOException {
        try (var other = FrameClient.greeting(rig.address())) {
            assertThat(other.get(1, "/").response(1).text()).as("round %d", round).isIn("a", "b");
        }
    }

    private byte[] mutated(byte[] bytes) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 4));
        for (int change = random.nextInt(1, 5); change > 0; change--) {
            int at = random.nextInt(FrameClient.PREFACE.length, changed.length);
            changed[at] = (byte) random.nextInt();
        }
        return changed;
    }

    private List<String> shuffled(List<String> lines) {
        var mixed = new ArrayList<String>();
        for (int count = random.nextInt(1, 3 * lines.size()); count > 0; count--) {
            mixed.add(lines.get(random.nextInt(lines.size())));
        }
        return mixed;
    }
}
