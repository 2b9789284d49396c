package dev.evenkeel.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdlenessTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private final Idleness idleness = new Idleness();
    private final List<String> idle = new ArrayList<>();

    @Test
    void whatIsNotUsedIsTold() {
        watch("a", SECOND);
        tick(4);
        assertThat(idle).isEmpty();
        tick(1);
        assertThat(idle).containsExactly("a");
    }

    @Test
    void whatIsUsedStartsAnew() {
        var a = watch("a", SECOND);
        watch("b", SECOND);
        tick(3);
        a.used();
        tick(2);
        assertThat(idle).containsExactly("b");
        tick(3);
        assertThat(idle).containsExactly("b", "a");
    }

    @Test
    void whatGoesOnIsToldAgain() {
        watch("a", SECOND);
        tick(10);
        assertThat(idle).containsExactly("a", "a");
    }

    @Test
    void whatIsStoppedIsToldNoMore() {
        var a = watch("a", SECOND);
        a.stop();
        a.used();
        tick(10);
        assertThat(idle).isEmpty();
        a.start();
        tick(5);
        assertThat(idle).containsExactly("a");
    }

    @Test
    void eachLengthHasItsOwnOrder() {
        watch("long", Duration.ofSeconds(3));
        watch("short", SECOND);
        tick(5);
        assertThat(idle).containsExactly("short");
        tick(8);
        assertThat(idle).contains("long");
    }

    @Test
    void aWatchMayStopOthersWhenItIsTold() {
        var watches = new ArrayList<Idleness.Watch>();
        for (int i = 0; i < 3; i++) {
            watches.add(
                    idleness.watch(
                            SECOND,
                            () -> {
                                idle.add("told");
                                watches.forEach(Idleness.Watch::stop);
                            }));
        }
        tick(20);
        assertThat(idle).containsExactly("told");
    }

    @Test
    void anyOrderOfUseEndsInTheOrderOfLastUse() {
        var random = new SplittableRandom(1);
        var watches = new ArrayList<Idleness.Watch>();
        for (int i = 0; i < 50; i++) {
            watches.add(watch("" + i, Duration.ofSeconds(60)));
        }
        int[] lastUse = new int[50];
        for (int now = 1; now < 200; now++) {
            tick(1);
            int used = random.nextInt(50);
            watches.get(used).used();
            lastUse[used] = now;
        }
        tick(300);
        var order = idle.subList(0, 50).stream().map(name -> lastUse[Integer.parseInt(name)]);
        assertThat(order.toList()).isSorted();
    }

    private Idleness.Watch watch(String name, Duration timeout) {
        return idleness.watch(timeout, () -> idle.add(name));
    }

    private void tick(int ticks) {
        for (int i = 0; i < ticks; i++) {
            idleness.tick();
        }
    }
}
