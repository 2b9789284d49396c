package dev.evenkeel.control;

import java.time.Duration;
import java.time.Instant;

/// How often alarms are evaluated, by the length of their periods: AWS's minute and ten seconds,
/// and every second for periods that AWS does not have. A moment after the end of a period, its
/// last datapoints have arrived.
enum Cadence {
    EACH_MINUTE(Duration.ofMinutes(1), Duration.ofSeconds(1)),
    EACH_TEN_SECONDS(Duration.ofSeconds(10), Duration.ofSeconds(1)),
    EACH_SECOND(Duration.ofSeconds(1), Duration.ofMillis(100));

    private final Duration time;
    private final Duration settling;

    Cadence(Duration time, Duration settling) {
        this.time = time;
        this.settling = settling;
    }

    static Cadence of(Duration period) {
        for (Cadence each : values()) {
            if (period.compareTo(each.time) >= 0) {
                return each;
            }
        }
        return EACH_SECOND;
    }

    /// When an evaluation is due that follows one at `now`.
    Instant nextAfter(Instant now) {
        long seconds = time.toSeconds();
        long end = (Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds;
        return Instant.ofEpochSecond(end).plus(settling);
    }
}
