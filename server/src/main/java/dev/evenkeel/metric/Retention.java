package dev.evenkeel.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// For how long measurements are kept: by the second for `seconds`, then by the minute, by five
/// minutes, by the hour, each until its age; those of the last `recent` in memory.
///
/// At most `series` metrics are known, and they take at most `bytes` on disk: where that is too
/// little, what is old is kept for less long. The metrics silent for longest make room for new
/// ones.
public record Retention(
        Duration seconds,
        Duration minutes,
        Duration fives,
        Duration hours,
        Duration recent,
        int series,
        long bytes) {
    /// CloudWatch's: three hours by the second, 15 days by the minute, 63 days by five minutes, 455
    /// days by the hour.
    public static final Retention CLOUDWATCH =
            new Retention(
                    Duration.ofHours(3),
                    Duration.ofDays(15),
                    Duration.ofDays(63),
                    Duration.ofDays(455),
                    Duration.ofHours(3),
                    50_000,
                    2L << 30);

    /// Seconds, then minutes, then nothing.
    public Retention(Duration seconds, Duration minutes, int series) {
        this(seconds, minutes, minutes, minutes, minutes, series, Long.MAX_VALUE);
    }

    /// A resolution: points older than `age` are joined into ones of `step` seconds.
    public record Tier(Duration age, long step) {
        /// The first second that is not joined yet.
        public long border(Instant now) {
            return Math.floorDiv(now.minus(age).getEpochSecond(), step) * step;
        }
    }

    /// From fine to coarse.
    public List<Tier> tiers() {
        return List.of(new Tier(seconds, 60), new Tier(minutes, 300), new Tier(fives, 3_600));
    }

    /// How many metrics are known at rest: a tenth of the room is for those to come.
    int usualSeries() {
        return series - series / 10;
    }

    /// The oldest second that is kept at all.
    public long oldest(Instant now) {
        return now.minus(hours).getEpochSecond();
    }

    /// Where a point of `second` belongs at `now`; [Points#FORGOTTEN] if nowhere.
    long place(long second, Instant now) {
        if (second < oldest(now)) {
            return Points.FORGOTTEN;
        }
        long place = second;
        for (Tier tier : tiers()) {
            place =
                    second < tier.border(now)
                            ? Math.floorDiv(second, tier.step()) * tier.step()
                            : place;
        }
        return place;
    }

    /// The same with half the time for all but the seconds.
    public Retention halved() {
        return new Retention(
                seconds,
                longer(minutes.dividedBy(2)),
                longer(fives.dividedBy(2)),
                longer(hours.dividedBy(2)),
                recent,
                series,
                bytes);
    }

    private Duration longer(Duration half) {
        return half.compareTo(seconds) < 0 ? seconds : half;
    }
}
