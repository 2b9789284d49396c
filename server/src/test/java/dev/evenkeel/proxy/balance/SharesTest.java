package dev.evenkeel.proxy.balance;

import static dev.evenkeel.proxy.balance.Pools.LOOP;
import static dev.evenkeel.proxy.balance.Pools.endpoints;
import static dev.evenkeel.proxy.balance.Pools.healthy;
import static dev.evenkeel.proxy.balance.Pools.options;
import static dev.evenkeel.proxy.balance.Pools.picks;
import static dev.evenkeel.proxy.balance.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Properties that hold whatever the targets, weights and loads: each case is drawn from a seed.
class SharesTest {
    private static final String ALGORITHM = "load_balancing.algorithm.type";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void groupsGetExactlyTheirWeights(long seed) {
        var random = new SplittableRandom(seed);
        var weights = new ArrayList<Integer>();
        for (int group = random.nextInt(1, 6); group > 0; group--) {
            weights.add(random.nextInt(0, 1_000));
        }
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        var split = new Split(weights);
        int[] turns = new int[weights.size()];
        for (int turn = 0; turn < total; turn++) {
            turns[split.next()]++;
        }
        assertThat(turns).containsExactly(weights.stream().mapToInt(Integer::intValue).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void roundRobinSharesEquallyAmongTheWelcome(long seed) {
        var random = new SplittableRandom(seed);
        List<Endpoint> targets = endpoints(random.nextInt(2, 40));
        var welcome = new ArrayList<>(targets);
        for (Endpoint target : targets.subList(1, targets.size())) {
            if (random.nextInt(4) == 0) {
                target.suspectUntil(1_000);
                welcome.remove(target);
            }
        }
        var shares = picks(pool(PoolOptions.DEFAULT, healthy(targets)), 100 * welcome.size(), 0);
        assertThat(shares.keySet()).containsExactlyInAnyOrderElementsOf(welcome);
        assertThat(shares.values()).allMatch(share -> share == 100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leastOutstandingNeverPicksABusierTarget(long seed) {
        var random = new SplittableRandom(seed);
        List<Endpoint> targets = endpoints(random.nextInt(2, 20));
        var pool = pool(options(ALGORITHM, "least_outstanding_requests"), healthy(targets));
        for (int request = 0; request < 500; request++) {
            long fewest = targets.stream().mapToLong(Endpoint::inFlight).min().orElseThrow();
            Endpoint picked = Objects.requireNonNull(pool.pick(null, 0));
            assertThat(picked.inFlight()).isEqualTo(fewest);
            picked.tally().add(LOOP, Counter.IN_FLIGHT, 1);
            Endpoint done = targets.get(random.nextInt(targets.size()));
            done.tally().add(LOOP, Counter.IN_FLIGHT, done.inFlight() > 0 ? -1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void weightedRandomConvergesToTheWeights(long seed) {
        var random = new SplittableRandom(seed);
        List<Endpoint> targets = endpoints(random.nextInt(2, 12));
        int total = 0;
        for (Endpoint target : targets) {
            target.weigh(random.nextInt(5, 101));
            total += target.weight();
        }
        int requests = 40_000;
        var pool = pool(options(ALGORITHM, "weighted_random"), healthy(targets));
        var shares = picks(pool, requests, 0);
        for (Endpoint target : targets) {
            double expected = (double) target.weight() / total;
            double share = shares.getOrDefault(target, 0) / (double) requests;
            assertThat(share).isCloseTo(expected, within(0.012));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"round_robin", "least_outstanding_requests", "weighted_random"})
    void theAvoidedTargetIsPickedOnlyIfItIsAlone(String algorithm) {
        List<Endpoint> two = endpoints(2);
        var pool = pool(options(ALGORITHM, algorithm), healthy(two));
        for (int i = 0; i < 100; i++) {
            assertThat(pool.pick(two.get(0), 0)).isSameAs(two.get(1));
        }
        two.get(1).suspectUntil(1_000);
        assertThat(pool.pick(two.get(0), 0)).as("better a suspect").isSameAs(two.get(1));
        var alone = pool(options(ALGORITHM, algorithm), healthy(two.subList(0, 1)));
        assertThat(alone.pick(two.get(0), 0)).isSameAs(two.get(0));
    }
}
