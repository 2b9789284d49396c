package dev.evenkeel.decide.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Named;
import dev.evenkeel.model.ScalingPolicy.PredictedMetrics;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How far a forecast takes a group of two that may have nine.
class PredictiveScalingTest {
    private static final Instant HOUR = Instant.parse("2026-01-15T10:00:00Z");

    private static ScalingPolicy policy(Optional<Integer> maxBuffer) {
        var cpu =
                new PredictedMetrics(
                        Optional.of(new Named("ASGCPUUtilization", Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of());
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/ahead"),
                Fleet.SCOPE,
                "web",
                "ahead",
                true,
                new ScalingPolicy.Predictive(50, cpu, true, Duration.ZERO, maxBuffer),
                List.of());
    }

    private static PredictiveForecast forecast(double instances) {
        Instant before = HOUR.minus(Duration.ofHours(1));
        return new PredictiveForecast(
                Fleet.SCOPE,
                "web",
                "ahead",
                before,
                before,
                List.of(1.0, 1.0),
                List.of(1.0, instances),
                Optional.empty(),
                before);
    }

    private static Capacity after(double instances, Optional<Integer> maxBuffer) {
        World world =
                World.empty(Fleet.SITE)
                        .with(
                                List.of(
                                        new Change.Put(Fleet.group(1, 2, 9)),
                                        new Change.Put(policy(maxBuffer)),
                                        new Change.Put(forecast(instances))));
        var draft = new Draft(new Moment(world, HOUR, new SplittableRandom(1)));
        PredictiveScaling.run(draft);
        return draft.world()
                .in(Fleet.SCOPE)
                .find(AutoScalingGroup.class, "web")
                .orElseThrow()
                .capacity();
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "2, 2", "5, 5", "9, 9", "12, 9", "1e12, 9"})
    void theMaximumHolds(double instances, int desired) {
        assertThat(after(instances, Optional.empty())).isEqualTo(new Capacity(1, desired, 9));
    }

    @ParameterizedTest
    @CsvSource({
        "5, 10, 5, 9",
        "12, 0, 12, 12",
        "12, 10, 12, 14",
        "9900, 100, 9900, 10000",
        "1e6, 0, 10000, 10000",
        "1e12, 100, 10000, 10000"
    })
    void orIsRaisedByTheBufferAsFarAsAGroupCanGrow(
            double instances, int percent, int desired, int max) {
        assertThat(after(instances, Optional.of(percent))).isEqualTo(new Capacity(1, desired, max));
    }
}
