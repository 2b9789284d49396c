package dev.evenkeel.proxy.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class FlowHashTest {
    private static final InetSocketAddress LISTENER = socket("127.31.0.10", 80);

    @Test
    void flowsOfOneClientSpreadEvenlyOverTheTargets() {
        var hash = new FlowHash(42);
        int[] flows = new int[7];
        for (int flow = 0; flow < 70_000; flow++) {
            flows[FlowHash.index(hash.of(socket("127.0.0.1", 50_000), LISTENER), 7)]++;
        }
        for (int each : flows) {
            assertThat(each).isBetween(9_500, 10_500);
        }
    }

    @Test
    void theSameSeedRepeatsTheSameChoices() {
        var first = new FlowHash(7);
        var again = new FlowHash(7);
        for (int port = 1024; port < 2048; port++) {
            InetSocketAddress client = socket("10.0.0.1", port);
            assertThat(first.of(client, LISTENER)).isEqualTo(again.of(client, LISTENER));
        }
    }

    @Test
    void anyHashIsAnIndexWithinTheSize() {
        assertThat(FlowHash.index(0, 3)).isEqualTo(0);
        assertThat(FlowHash.index(-1L, 3)).isEqualTo(2);
        assertThat(FlowHash.index(Long.MIN_VALUE, 1)).isEqualTo(0);
        assertThat(FlowHash.index(Long.MAX_VALUE, 1000)).isEqualTo(499);
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
