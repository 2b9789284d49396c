package dev.evenkeel.proxy.balance;

import static dev.evenkeel.proxy.balance.Pools.endpoint;
import static dev.evenkeel.proxy.balance.Pools.healthy;
import static dev.evenkeel.proxy.balance.Pools.options;
import static dev.evenkeel.proxy.balance.Pools.picks;
import static dev.evenkeel.proxy.balance.Pools.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A target that becomes healthy among others gets its full share only after a while.
class SlowStartTest {
    private static final PoolOptions SLOW = options("slow_start.duration_seconds", "100");
    private final Endpoint a = endpoint("a");
    private final Endpoint b = endpoint("b");
    private final Endpoint late = endpoint("late");

    private static long second(int second) {
        return Duration.ofSeconds(second).toNanos();
    }

    private TargetPool withLate() {
        return pool(SLOW, healthy(List.of(a, b))).with(SLOW, healthy(List.of(a, b, late)));
    }

    @Test
    void theShareGrowsInProportionToTime() {
        TargetPool pool = withLate();
        assertThat(picks(pool, 300, second(0))).doesNotContainKey(late);
        for (int percent = 10; percent < 100; percent += 10) {
            var shares = picks(pool, 3_000, second(percent));
            double full = (shares.getOrDefault(a, 0) + shares.getOrDefault(b, 0)) / 2.0;
            assertThat(shares.getOrDefault(late, 0) / full)
                    .isCloseTo(percent / 100.0, within(0.01));
            assertThat(shares.getOrDefault(a, 0))
                    .as("neighbours gain alike")
                    .isCloseTo(shares.getOrDefault(b, 0), within(2));
        }
    }

    @Test
    void itEndsWithItsDuration() {
        TargetPool pool = withLate();
        assertThat(picks(pool, 300, second(5))).doesNotContainKey(late);
        assertThat(picks(pool, 300, second(106))).containsEntry(late, 100);
        assertThat(late.isStarting()).isFalse();
    }

    @Test
    void targetsThatWereThereWhenItIsEnabledDoNotStartSlowly() {
        TargetPool before = pool(PoolOptions.DEFAULT, healthy(List.of(a, b)));
        TargetPool enabled = before.with(SLOW, healthy(List.of(a, b, late)));
        assertThat(picks(enabled, 300, 0)).containsEntry(late, 100);
    }

    @Test
    void theFirstTargetsOfAnEmptyGroupDoNotStartSlowly() {
        TargetPool empty = pool(SLOW, healthy(List.of()));
        TargetPool registered = empty.with(SLOW, healthy(List.of(), List.of(a, b)));
        TargetPool one = registered.with(SLOW, healthy(List.of(a), List.of(a, b)));
        assertThat(picks(one.with(SLOW, healthy(List.of(a, b))), 100, 0)).containsEntry(b, 50);
    }

    @Test
    void somebodyMustServeFullyMeanwhile() {
        TargetPool none = pool(SLOW, healthy(List.of(), List.of(a)));
        TargetPool registered = none.with(SLOW, healthy(List.of(), List.of(a, late)));
        TargetPool pool = registered.with(SLOW, healthy(List.of(late), List.of(a, late)));
        assertThat(late.isStarting()).isFalse();
        assertThat(pool.pick(null, 0)).isSameAs(late);
    }

    @Test
    void aTargetThatFallsSickStartsAgainWhenItIsHealthy() {
        TargetPool pool = withLate();
        assertThat(picks(pool, 300, second(0))).doesNotContainKey(late);
        TargetPool sick = pool.with(SLOW, healthy(List.of(a, b), List.of(a, b, late)));
        assertThat(late.isStarting()).isFalse();
        TargetPool again = sick.with(SLOW, healthy(List.of(a, b, late)));
        assertThat(late.isStarting()).isTrue();
        assertThat(picks(again, 300, second(200))).doesNotContainKey(late);
    }

    @Test
    void whoCameFirstStartsSlowlyTheNextTime() {
        TargetPool first = pool(PoolOptions.DEFAULT, healthy(List.of(), List.of(a, b)));
        TargetPool serving = first.with(PoolOptions.DEFAULT, healthy(List.of(a, b)));
        TargetPool enabled = serving.with(SLOW, healthy(List.of(a, b)));
        TargetPool sick = enabled.with(SLOW, healthy(List.of(a), List.of(a, b)));
        TargetPool again = sick.with(SLOW, healthy(List.of(a, b)));
        assertThat(picks(again, 100, 0)).doesNotContainKey(b);
    }

    @Test
    void whoIsHealthyFromTheStartStartsSlowlyTheNextTime() {
        TargetPool serving = pool(SLOW, healthy(List.of(a, b)));
        TargetPool sick = serving.with(SLOW, healthy(List.of(a), List.of(a, b)));
        TargetPool again = sick.with(SLOW, healthy(List.of(a, b)));
        assertThat(picks(again, 100, 0)).doesNotContainKey(b);
    }

    @Test
    void switchingItOffEndsIt() {
        TargetPool pool = withLate().with(PoolOptions.DEFAULT, healthy(List.of(a, b, late)));
        assertThat(picks(pool, 300, 0)).containsEntry(late, 100);
    }

    @Test
    void aPoolThatDidNotChangeIsTheSame() {
        TargetPool pool = withLate();
        assertThat(pool.with(SLOW, healthy(List.of(a, b, late)))).isSameAs(pool);
    }
}
