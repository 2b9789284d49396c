package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/// What is usual for a metric, read by the `period`, at each hour of the week in `zone`, the first
/// one on Monday: the expected value, and how far values usually are from it.
public record AnomalyModel(
        Duration period, String zone, List<Double> expected, List<Double> spread) {
    public static final int HOURS = 7 * 24;

    public AnomalyModel {
        expected = List.copyOf(expected);
        spread = List.copyOf(spread);
    }

    /// The hour of the week that a moment is in.
    public static int hourOfWeek(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return (local.getDayOfWeek().getValue() - 1) * 24 + local.getHour();
    }

    /// Of the period that begins at `start`. Between the middles of two hours it lies between both.
    public double expectedAt(Instant start) {
        return new Place(start).between(expected);
    }

    public double spreadAt(Instant start) {
        return new Place(start).between(spread);
    }

    /// Where in the week the middle of a period is.
    private final class Place {
        private final int hour;
        private final double share;

        Place(Instant start) {
            Instant middle = start.plus(period.dividedBy(2));
            long second = Math.floorMod(middle.getEpochSecond(), 3_600L);
            double fromMiddle = (second - 1_800) / 3_600.0;
            int own = hourOfWeek(middle, ZoneId.of(zone));
            hour = fromMiddle < 0 ? Math.floorMod(own - 1, HOURS) : own;
            share = fromMiddle < 0 ? 1 + fromMiddle : fromMiddle;
        }

        double between(List<Double> hours) {
            return hours.get(hour) * (1 - share) + hours.get((hour + 1) % HOURS) * share;
        }
    }
}
