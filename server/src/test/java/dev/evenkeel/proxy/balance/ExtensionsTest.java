package dev.evenkeel.proxy.balance;

import static dev.evenkeel.proxy.balance.Pools.LOOP;
import static dev.evenkeel.proxy.balance.Pools.endpoint;
import static dev.evenkeel.proxy.balance.Pools.endpoints;
import static dev.evenkeel.proxy.balance.Pools.healthy;
import static dev.evenkeel.proxy.balance.Pools.options;
import static dev.evenkeel.proxy.balance.Pools.picks;
import static dev.evenkeel.proxy.balance.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What target groups can do beyond AWS: `x.` attributes.
class ExtensionsTest {
    private static final PoolOptions HASH = options("x.algorithm", "consistent_hash");
    private static final PoolOptions EWMA = options("x.algorithm", "peak_ewma");
    private static final PoolOptions OUTLIERS =
            options("x.outlier.consecutive_errors", "3", "x.outlier.ejection_seconds", "10");

    private static long second(double second) {
        return (long) (second * Duration.ofSeconds(1).toNanos());
    }

    private static Map<Long, Endpoint> homes(TargetPool pool, int clients) {
        var homes = new HashMap<Long, Endpoint>();
        for (int client = 0; client < clients; client++) {
            long key = StableHash.of("client " + client);
            homes.put(key, Objects.requireNonNull(pool.pick(null, 0, key)));
        }
        return homes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTargetThatLeavesMovesItsOwnClientsOnly(long seed) {
        List<Endpoint> all = endpoints(new SplittableRandom(seed).nextInt(3, 30));
        Endpoint leaver = all.get(new SplittableRandom(seed).nextInt(all.size()));
        var rest = new ArrayList<>(all);
        rest.remove(leaver);
        TargetPool pool = pool(HASH, healthy(all));
        var before = homes(pool, 3_000);
        var after = homes(pool.with(HASH, healthy(rest, all)), 3_000);
        before.forEach((client, home) -> {
            if (home != leaver) {
                assertThat(after.get(client)).isSameAs(home);
            }
        });
        assertThat(after.values()).doesNotContain(leaver);
    }

    @Test
    void aNewTargetTakesItsShareAndNothingElseMoves() {
        List<Endpoint> all = endpoints(10);
        TargetPool pool = pool(HASH, healthy(all.subList(0, 9), all));
        var before = homes(pool, 10_000);
        var after = homes(pool.with(HASH, healthy(all)), 10_000);
        long moved =
                before.entrySet().stream()
                        .filter(home -> after.get(home.getKey()) != home.getValue())
                        .peek(home -> assertThat(after.get(home.getKey())).isSameAs(all.get(9)))
                        .count();
        assertThat(moved).as("one in ten").isBetween(850L, 1_150L);
    }

    @Test
    void clientsAreSharedEvenly() {
        var homes = homes(pool(HASH, healthy(endpoints(5))), 10_000);
        var sizes = new HashMap<Endpoint, Integer>();
        homes.values().forEach(home -> sizes.merge(home, 1, Integer::sum));
        assertThat(sizes.values()).hasSize(5).allMatch(size -> size > 1_850 && size < 2_150);
    }

    @Test
    void aSuspectsClientsGoElsewhereForAWhile() {
        List<Endpoint> all = endpoints(3);
        TargetPool pool = pool(HASH, healthy(all));
        Endpoint home = Objects.requireNonNull(pool.pick(null, 0, 7));
        home.suspectUntil(1_000);
        assertThat(pool.pick(null, 0, 7)).isNotSameAs(home);
        assertThat(pool.pick(null, 1_000, 7)).isSameAs(home);
    }

    @Test
    void theFasterTargetGetsMore() {
        Endpoint fast = endpoint("fast");
        Endpoint slow = endpoint("slow");
        TargetPool pool = pool(EWMA, healthy(List.of(fast, slow)));
        for (int i = 0; i < 50; i++) {
            pool.answered(fast, 200, second(0.010), second(i));
            pool.answered(slow, 200, second(0.100), second(i));
        }
        fast.tally().add(LOOP, Counter.IN_FLIGHT, 5);
        assertThat(picks(pool, 100, second(50))).containsOnlyKeys(fast);
        fast.tally().add(LOOP, Counter.IN_FLIGHT, 10);
        assertThat(picks(pool, 100, second(50))).containsOnlyKeys(slow);
    }

    @Test
    void aPeakCountsAtOnceAndFadesSlowly() {
        var latency = new Latency();
        latency.observe(second(0.010), second(0));
        latency.observe(second(1), second(1));
        assertThat(latency.cost(0, second(1))).isCloseTo((double) second(1), within(1.0));
        latency.observe(second(0.010), second(2));
        assertThat(latency.cost(0, second(2))).isGreaterThan((double) second(0.8));
        latency.observe(second(0.010), second(60));
        assertThat(latency.cost(0, second(60))).isLessThan((double) second(0.02));
    }

    @Test
    void aTargetThatNeverAnsweredGetsOneRequestAtATime() {
        var latency = new Latency();
        assertThat(latency.cost(0, 0)).isZero();
        assertThat(latency.cost(1, 0)).isGreaterThan((double) second(1));
    }

    private static void fail(TargetPool pool, Endpoint target, int times, long now) {
        for (int i = 0; i < times; i++) {
            pool.answered(target, 503, 1, now);
        }
    }

    @Test
    void aTargetThatFailsAgainAndAgainIsTakenOut() {
        List<Endpoint> all = endpoints(3);
        Endpoint bad = all.getFirst();
        TargetPool pool = pool(OUTLIERS, healthy(all));
        fail(pool, bad, 2, 0);
        pool.answered(bad, 200, 1, 0);
        fail(pool, bad, 2, 0);
        assertThat(picks(pool, 300, 0)).as("not in a row").containsEntry(bad, 100);
        assertThat(pool.failed(bad, 0)).as("no answer counts, too").isTrue();
        assertThat(picks(pool, 300, second(9))).doesNotContainKey(bad);
        assertThat(picks(pool, 300, second(10))).containsEntry(bad, 100);
    }

    @Test
    void itStaysOutLongerEachTime() {
        List<Endpoint> all = endpoints(3);
        Endpoint bad = all.getFirst();
        TargetPool pool = pool(OUTLIERS, healthy(all));
        fail(pool, bad, 3, 0);
        fail(pool, bad, 3, second(11));
        assertThat(bad.isEjected(second(30))).isTrue();
        assertThat(bad.isEjected(second(31))).isFalse();
        fail(pool, bad, 3, second(100));
        assertThat(bad.isEjected(second(111))).as("forgiven meanwhile").isFalse();
    }

    @Test
    void noMoreThanTheirPercentAreTakenOut() {
        List<Endpoint> all = endpoints(5);
        TargetPool pool = pool(OUTLIERS, healthy(all));
        all.forEach(target -> fail(pool, target, 3, 0));
        assertThat(all).filteredOn(target -> target.isEjected(1)).hasSize(2);
    }

    @Test
    void theLastOneStays() {
        List<Endpoint> one = endpoints(1);
        TargetPool pool = pool(OUTLIERS, healthy(one));
        fail(pool, one.getFirst(), 10, 0);
        assertThat(one.getFirst().isEjected(1)).isFalse();
    }

    @Test
    void withoutTheAttributeNobodyIsTakenOut() {
        List<Endpoint> all = endpoints(3);
        TargetPool pool = pool(PoolOptions.DEFAULT, healthy(all));
        fail(pool, all.getFirst(), 100, 0);
        assertThat(all.getFirst().isEjected(1)).isFalse();
    }

    @Test
    void retriesAreAShareOfRequests() {
        var budget = new RetryBudget(20);
        int granted = 0;
        for (int request = 0; request < 1_000; request++) {
            budget.save();
            granted += budget.spend() ? 1 : 0;
        }
        assertThat(granted).as("a fifth, and some in advance").isEqualTo(210);
    }

    @Test
    void whatIsSavedUpIsBounded() {
        var budget = new RetryBudget(10);
        for (int request = 0; request < 100_000; request++) {
            budget.save();
        }
        int granted = 0;
        while (budget.spend()) {
            granted++;
        }
        assertThat(granted).isBetween(100, 101);
    }

    @Test
    void withoutABudgetAnyRequestMayBeSentAgain() {
        var budget = new RetryBudget(0);
        for (int request = 0; request < 1_000; request++) {
            assertThat(budget.spend()).isTrue();
        }
    }

    @Test
    void aBudgetLastsOverChangesOfThePool() {
        var twenty = options("x.retry.budget_percent", "20");
        TargetPool pool = pool(twenty, healthy(endpoints(2)));
        for (int i = 0; i < 10; i++) {
            assertThat(pool.maySendAgain()).isTrue();
        }
        TargetPool changed = pool.with(twenty, healthy(endpoints(3)));
        assertThat(changed.maySendAgain()).isFalse();
        assertThat(changed.isVersionOf(pool)).isTrue();
        var off = changed.with(PoolOptions.DEFAULT, healthy(endpoints(3)));
        assertThat(off.maySendAgain()).isTrue();
    }
}
