package dev.evenkeel.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.TargetRef;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final int LOOP = 0;
    private final Endpoint a = endpoint("a");
    private final Endpoint b = endpoint("b");
    private final Endpoint c = endpoint("c");
    private final Endpoint[] all = {a, b, c};

    @Test
    void roundRobinGivesEachItsTurn() {
        var balancer = new Balancer.RoundRobin();
        assertThat(picks(balancer, 6)).containsExactly(a, b, c, a, b, c);
    }

    @Test
    void roundRobinSkipsATargetThatRefusedAConnection() {
        var balancer = new Balancer.RoundRobin();
        b.suspectUntil(1_000);
        assertThat(picks(balancer, 5)).containsExactly(a, c, a, c, a);
        b.trust();
        assertThat(picks(balancer, 3)).containsExactly(b, c, a);
    }

    @Test
    void aSuspectIsUsedIfThereIsNoOther() {
        a.suspectUntil(1_000);
        b.suspectUntil(1_000);
        c.suspectUntil(1_000);
        assertThat(picks(new Balancer.RoundRobin(), 3)).containsExactly(a, b, c);
    }

    @Test
    void suspicionEnds() {
        a.suspectUntil(1_000);
        assertThat(a.isSuspect(999)).isTrue();
        assertThat(a.isSuspect(1_000)).isFalse();
    }

    @Test
    void theLeastLoadedTargetIsPickedFirst() {
        var balancer = new Balancer.LeastOutstanding();
        a.tally().add(LOOP, Counter.IN_FLIGHT, 2);
        c.tally().add(LOOP, Counter.IN_FLIGHT, 1);
        assertThat(picks(balancer, 3)).containsExactly(b, b, b);
        b.tally().add(LOOP, Counter.IN_FLIGHT, 2);
        assertThat(balancer.pick(all, null, 0, 0)).isEqualTo(c);
        c.tally().add(LOOP, Counter.IN_FLIGHT, -1);
    }

    @Test
    void weightsAreInterleaved() {
        assertThat(turns(new Split(List.of(3, 1)), 8)).containsExactly(0, 0, 1, 0, 0, 0, 1, 0);
        assertThat(turns(new Split(List.of(50, 50)), 4)).containsExactly(0, 1, 0, 1);
        assertThat(turns(new Split(List.of(0, 7)), 2)).containsExactly(1, 1);
        assertThat(turns(new Split(List.of(0, 0)), 1)).containsExactly(-1);
    }

    @Test
    void aTallySumsItsStripes() {
        var tally = new Tally();
        tally.count(0, Counter.REQUESTS);
        tally.add(Tally.STRIPES - 1, Counter.REQUESTS, 2);
        assertThat(tally.sum(Counter.REQUESTS)).isEqualTo(3);
        assertThat(tally.snapshot().get(Counter.REQUESTS)).isEqualTo(3);
        assertThat(tally.snapshot().get(Counter.ELB_502)).isZero();
    }

    @Test
    void responseTimesKeepTheirSizeAndSum() {
        for (long micros = 1; micros < 3_000_000_000L; micros = micros * 3 + 1) {
            var times = new ResponseTimes();
            times.record(LOOP, micros * 1_000);
            double seconds = micros / 1e6;
            var histogram = times.snapshot();
            assertThat(histogram.count()).isEqualTo(1);
            assertThat(histogram.sumSeconds()).isCloseTo(seconds, within(1e-9));
            histogram.forEach((value, count) ->
                    assertThat(value).isCloseTo(seconds, within(seconds * 0.07 + 1e-6)));
        }
    }

    @Test
    void aLaterReadingMinusAnEarlierOneIsWhatCameBetween() {
        var times = new ResponseTimes();
        times.record(LOOP, 5_000_000);
        var before = times.snapshot();
        times.record(LOOP, 7_000_000);
        var between = times.snapshot().since(before);
        assertThat(between.count()).isEqualTo(1);
        assertThat(between.sumSeconds()).isCloseTo(0.007, within(1e-9));
    }

    private List<Endpoint> picks(Balancer balancer, int count) {
        var picks = new ArrayList<Endpoint>();
        for (int i = 0; i < count; i++) {
            picks.add(balancer.pick(all, null, 0, 0));
        }
        return picks;
    }

    private static List<Integer> turns(Split split, int count) {
        var turns = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            turns.add(split.next());
        }
        return turns;
    }

    private static Endpoint endpoint(String id) {
        var address = InetSocketAddress.createUnresolved(id, 80);
        return new Endpoint(new TargetRef("group", id, 80), "us-east-1a", address);
    }
}
