package dev.evenkeel.decide.forecast;

import java.util.Arrays;

/// Continues an hourly series by its days, its weeks and its growth:
///
///     load(t) = growth(t) x (day(hour of day) x week(hour of week) + event(hour of week)) x level
///
/// Each part is found by medians and trimmed means, so that spikes and gaps do not move it, and
/// believed only as far as the two weeks agree on it. Without a full week there is only the day.
/// See docs/decisions/0020.
final class SeasonalForecast {
    static final int DAY = 24;
    static final int WEEK = 7 * DAY;

    /// As far as the seasons of a second week are believed where there is but one.
    private static final double ONE_WEEK = 0.7;

    /// How much of a day's level the day after keeps at most, and where there is no week to tell.
    private static final double LONGEST_MEMORY = 0.9;

    private static final double MOST_GROWTH = 2;
    private static final int SMOOTHING = 2;
    private static final double WILD = 3;

    /// Hours in order, the last one the latest; NaN where nothing was measured. From here on all
    /// positions count from the end of a whole number of days.
    private final double[] load;

    private final double slope;
    private final double[] day;
    private final double[] week = new double[WEEK];
    private final double[] event = new double[WEEK];

    private SeasonalForecast(double[] hourly) {
        int length = Math.ceilDiv(hourly.length, DAY) * DAY;
        load = new double[length];
        Arrays.fill(load, Double.NaN);
        System.arraycopy(hourly, 0, load, length - hourly.length, hourly.length);
        slope = slope();
        day = day();
        Arrays.fill(week, 1);
        findWeek();
        findEvents();
    }

    /// The next `hours` hours of a series.
    static double[] of(double[] hourly, int hours) {
        return new SeasonalForecast(hourly).next(hours);
    }

    /// Growth by the hour, found from how much each day differs from the same day a week before.
    private double slope() {
        int days = Math.min(7, load.length / DAY - 7);
        if (days < 3) {
            return 0;
        }
        var ratios = new double[days];
        for (int back = 0; back < days; back++) {
            ratios[back] = weekly(load.length - (back + 1) * DAY);
        }
        double found = Robust.median(ratios) - 1;
        double growth = 1 + Robust.believed(found, 2 * Robust.doubt(ratios));
        double bounded = Math.clamp(growth, 1 / MOST_GROWTH, MOST_GROWTH);
        // Of two weeks whose middles are 84 and 252 hours ago.
        return Double.isNaN(bounded) ? 0 : (bounded - 1) / (1.5 * WEEK * bounded - 0.5 * WEEK);
    }

    /// A day's load by that of the same day a week before, over the hours that both have.
    private double weekly(int start) {
        double now = 0;
        double before = 0;
        for (int at = start; at < start + DAY; at++) {
            if (!Double.isNaN(load[at]) && !Double.isNaN(load[at - WEEK])) {
                now += load[at];
                before += load[at - WEEK];
            }
        }
        return before > 0 ? now / before : Double.NaN;
    }

    private double growth(int at) {
        return 1 + slope * (at - load.length);
    }

    /// The load as it would be without growth.
    private double steady(int at) {
        return at < 0 ? Double.NaN : load[at] / growth(at);
    }

    private double[] day() {
        var hours = new double[DAY];
        for (int hour = 0; hour < DAY; hour++) {
            var all = new double[load.length / DAY];
            for (int back = 0; back < all.length; back++) {
                all[back] = steady(back * DAY + hour);
            }
            hours[hour] = Robust.center(all);
        }
        return filled(hours);
    }

    /// Hours of the day that were never measured lie between those that were.
    private static double[] filled(double[] hours) {
        double[] all = hours.clone();
        for (int hour = 0; hour < DAY; hour++) {
            if (Double.isNaN(hours[hour])) {
                all[hour] = between(hours, hour);
            }
        }
        return all;
    }

    private static double between(double[] hours, int hour) {
        int before = 1;
        int after = 1;
        while (before < DAY && Double.isNaN(hours[Math.floorMod(hour - before, DAY)])) {
            before++;
        }
        while (after < DAY && Double.isNaN(hours[(hour + after) % DAY])) {
            after++;
        }
        if (before == DAY) {
            return 0;
        }
        double left = hours[Math.floorMod(hour - before, DAY)];
        double right = hours[(hour + after) % DAY];
        return (left * after + right * before) / (before + after);
    }

    /// Where in the latest full week an hour of the week is, `back` weeks before it.
    private int position(int hourOfWeek, int back) {
        return load.length - WEEK * (back + 1) + hourOfWeek;
    }

    private void findWeek() {
        if (load.length < WEEK) {
            return;
        }
        for (int hour = 0; hour < WEEK; hour++) {
            double last = around(position(hour, 0));
            double before = around(position(hour, 1));
            if (Double.isNaN(last) && Double.isNaN(before)) {
                continue;
            }
            week[hour] = Math.max(0, 1 + agreed(last - 1, before - 1, ONE_WEEK));
        }
    }

    /// How the hours around one compare with the usual day.
    private double around(int middle) {
        var ratios = new double[2 * SMOOTHING + 1];
        Arrays.fill(ratios, Double.NaN);
        for (int i = 0; i < ratios.length; i++) {
            int at = middle - SMOOTHING + i;
            if (at >= 0 && at < load.length && day[at % DAY] > 0) {
                ratios[i] = steady(at) / day[at % DAY];
            }
        }
        return Robust.median(ratios);
    }

    /// What comes back each week at one hour only: both weeks must have it.
    private void findEvents() {
        for (int hour = 0; hour < WEEK && load.length >= 2 * WEEK; hour++) {
            double usual = day[hour % DAY] * week[hour];
            double last = steady(position(hour, 0)) - usual;
            double before = steady(position(hour, 1)) - usual;
            double found = agreed(last, before, 0);
            event[hour] = Double.isNaN(found) ? 0 : found;
        }
    }

    /// What two weeks say: their mean as far as they agree, or a share of the one that there is.
    private static double agreed(double last, double before, double alone) {
        if (Double.isNaN(before)) {
            return alone * last;
        }
        if (Double.isNaN(last)) {
            return alone * before;
        }
        return Robust.believed((last + before) / 2, (last - before) / 2);
    }

    private double season(int at) {
        int hour = Math.floorMod(at - load.length, WEEK);
        return Math.max(0, day[at % DAY] * week[hour] + event[hour]);
    }

    private double fitted(int at) {
        return growth(at) * season(at);
    }

    /// How a day compares with what was to be expected, its wild hours cut.
    private double level(int start) {
        double measured = 0;
        double expected = 0;
        for (int at = start; at < start + DAY; at++) {
            double fit = fitted(at);
            if (!Double.isNaN(load[at]) && fit > 0) {
                measured += Math.clamp(load[at], fit / WILD, fit * WILD);
                expected += fit;
            }
        }
        return expected > 0 ? measured / expected - 1 : 0;
    }

    private double[] next(int hours) {
        var levels = new double[load.length / DAY];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level(i * DAY);
        }
        double memory = memory(levels);
        double now = levels.length == 0 ? 0 : levels[levels.length - 1];
        var next = new double[hours];
        for (int i = 0; i < hours; i++) {
            double kept = Math.pow(memory, 1 + i / (double) DAY);
            next[i] = Math.max(0, fitted(load.length + i) * (1 + kept * now));
        }
        return next;
    }

    /// How much of a day's level the day after keeps.
    private double memory(double[] levels) {
        if (load.length < WEEK) {
            return LONGEST_MEMORY;
        }
        double both = 0;
        double squares = 0;
        for (int i = 1; i < levels.length; i++) {
            both += levels[i] * levels[i - 1];
            squares += levels[i - 1] * levels[i - 1];
        }
        return squares > 0 ? Math.clamp(both / squares, 0, LONGEST_MEMORY) : 0;
    }
}
