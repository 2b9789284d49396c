package dev.evenkeel.proxy.balance;

import static dev.evenkeel.proxy.balance.Pools.LOOP;
import static dev.evenkeel.proxy.balance.Pools.endpoints;
import static dev.evenkeel.proxy.balance.Pools.healthy;
import static dev.evenkeel.proxy.balance.Pools.options;
import static dev.evenkeel.proxy.balance.Pools.picks;
import static dev.evenkeel.proxy.balance.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Targets that fail more often than their peers are found, spared, and given back their share.
class AnomalyDetectionTest {
    private static final PoolOptions RANDOM =
            options("load_balancing.algorithm.type", "weighted_random");
    private static final PoolOptions MITIGATED =
            options(
                    "load_balancing.algorithm.type",
                    "weighted_random",
                    "load_balancing.algorithm.anomaly_mitigation",
                    "on");
    private final List<Endpoint> targets = endpoints(4);
    private final Endpoint odd = targets.getFirst();

    private static void answers(Endpoint target, int requests, Counter error, int errors) {
        target.tally().add(LOOP, Counter.REQUESTS, requests);
        target.tally().add(LOOP, error, errors);
    }

    private void oddOneFails(Counter error, int errors) {
        for (Endpoint target : targets) {
            answers(target, 100, error, target == odd ? errors : 0);
        }
    }

    @Test
    void aTargetThatFailsAloneIsAnomalous() {
        TargetPool pool = pool(RANDOM, healthy(targets));
        oddOneFails(Counter.TARGET_5XX, 30);
        pool.judge();
        assertThat(targets).filteredOn(Endpoint::isAnomalous).containsExactly(odd);
        assertThat(odd.isMitigated()).as("only if it is wanted").isFalse();
    }

    @Test
    void refusedConnectionsCountAsFailures() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        oddOneFails(Counter.TARGET_CONNECTION_ERRORS, 30);
        pool.judge();
        assertThat(odd.isAnomalous()).isTrue();
        assertThat(odd.isMitigated()).isTrue();
    }

    @Test
    void anAnomalousTargetGetsLessAndLess() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        int share = 2_500;
        for (int reading = 0; reading < 4; reading++) {
            oddOneFails(Counter.TARGET_5XX, 50);
            pool.judge();
            int now = picks(pool, 10_000, 0).getOrDefault(odd, 0);
            assertThat(now).isLessThan(share);
            share = now;
        }
        assertThat(share).as("enough to see it recover").isPositive();
    }

    @Test
    void itRecovers() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        oddOneFails(Counter.TARGET_5XX, 80);
        pool.judge();
        for (int reading = 0; reading < 20; reading++) {
            oddOneFails(Counter.TARGET_5XX, 0);
            pool.judge();
        }
        assertThat(odd.isAnomalous()).isFalse();
        assertThat(odd.isMitigated()).isFalse();
    }

    @Test
    void nobodyIsOddAmongTwo() {
        TargetPool pool = pool(MITIGATED, healthy(targets.subList(0, 2)));
        oddOneFails(Counter.TARGET_5XX, 90);
        pool.judge();
        assertThat(targets).noneMatch(Endpoint::isAnomalous);
    }

    @Test
    void whenAllFailNobodyIsOdd() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        targets.forEach(target -> answers(target, 100, Counter.TARGET_5XX, 60));
        pool.judge();
        assertThat(targets).noneMatch(Endpoint::isAnomalous);
    }

    @Test
    void whenHalfFailNobodyIsOdd() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        for (Endpoint target : targets) {
            boolean fails = targets.indexOf(target) < 2;
            answers(target, fails ? 100 : 10_000, Counter.TARGET_5XX, fails ? 60 : 0);
        }
        pool.judge();
        assertThat(targets).noneMatch(Endpoint::isAnomalous);
        assertThat(targets).noneMatch(Endpoint::isMitigated);
    }

    @Test
    void aFewRequestsTellNothing() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        answers(odd, 2, Counter.TARGET_5XX, 2);
        pool.judge();
        assertThat(odd.isAnomalous()).isFalse();
    }

    @Test
    void switchingMitigationOffGivesTheShareBack() {
        TargetPool pool = pool(MITIGATED, healthy(targets));
        oddOneFails(Counter.TARGET_5XX, 50);
        pool.judge();
        pool.with(RANDOM, healthy(targets)).judge();
        assertThat(odd.isMitigated()).isFalse();
    }
}
