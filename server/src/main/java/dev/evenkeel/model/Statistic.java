package dev.evenkeel.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is made of a period's values: `Average`, `p99`, `TM(10%:90%)`, ... Parsed from CloudWatch's
/// word for it.
public sealed interface Statistic {
    /// The statistic of one datapoint; empty where only statistic sets were recorded and the
    /// statistic needs the values.
    OptionalDouble of(Datapoint point);

    /// The five that every datapoint has.
    enum Simple implements Statistic {
        AVERAGE("Average"),
        SUM("Sum"),
        MINIMUM("Minimum"),
        MAXIMUM("Maximum"),
        SAMPLE_COUNT("SampleCount");

        private final String word;

        Simple(String word) {
            this.word = word;
        }

        @Override
        public OptionalDouble of(Datapoint point) {
            return OptionalDouble.of(
                    switch (this) {
                        case AVERAGE -> point.average();
                        case SUM -> point.sum();
                        case MINIMUM -> point.minimum();
                        case MAXIMUM -> point.maximum();
                        case SAMPLE_COUNT -> point.sampleCount();
                    });
        }
    }

    /// `p99`: the least value that `percent` of all do not exceed.
    record Percentile(double percent) implements Statistic {
        @Override
        public OptionalDouble of(Datapoint point) {
            Distribution all = point.distribution();
            double rank = point.sampleCount() * percent / 100;
            double seen = 0;
            for (int i = 0; i < all.size(); i++) {
                seen += all.count(i);
                if (seen >= rank - 1e-9) {
                    return OptionalDouble.of(all.value(i));
                }
            }
            return OptionalDouble.empty();
        }

        /// From how many values on the percentile means something, as CloudWatch sees it.
        public double samplesNeeded() {
            return 1_000 / Math.min(percent, 100 - percent);
        }
    }

    /// Something of the values between two bounds.
    record Trimmed(Kind kind, Bounds bounds) implements Statistic {
        @Override
        public OptionalDouble of(Datapoint point) {
            return kind.of(point.distribution(), bounds);
        }
    }

    /// What is made of the values between the bounds.
    enum Kind {
        MEAN("tm"),
        WINSORIZED_MEAN("wm"),
        COUNT("tc"),
        SUM("ts"),
        RANK("pr");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        OptionalDouble of(Distribution all, Bounds bounds) {
            if (all.isUnknown()) {
                return OptionalDouble.empty();
            }
            Bounds.Inside inside = bounds.of(all);
            return switch (this) {
                case COUNT -> OptionalDouble.of(inside.count());
                case SUM -> OptionalDouble.of(inside.sum());
                case RANK -> OptionalDouble.of(100 * inside.count() / inside.total());
                case MEAN ->
                        inside.count() == 0
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(inside.sum() / inside.count());
                case WINSORIZED_MEAN ->
                        inside.count() == 0
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(inside.winsorized() / inside.total());
            };
        }
    }

    /// From `low` (not included) to `high`: both percentages of the values, or both values.
    record Bounds(double low, double high, boolean inPercent) {
        /// What lies inside, out of `total`, and the sum of all when those outside are moved to the
        /// bounds.
        record Inside(double count, double sum, double total, double winsorized) {}

        Inside of(Distribution all) {
            double total = upTo(all, Double.POSITIVE_INFINITY);
            double from = inPercent ? total * low / 100 : upTo(all, low);
            double to = inPercent ? total * high / 100 : upTo(all, high);
            double sum = 0;
            double seen = 0;
            double least = 0;
            double most = 0;
            for (int i = 0; i < all.size(); i++) {
                double kept = Math.min(seen + all.count(i), to) - Math.max(seen, from);
                if (kept > 0) {
                    least = seen <= from ? all.value(i) : least;
                    most = all.value(i);
                    sum += kept * all.value(i);
                }
                seen += all.count(i);
            }
            double count = Math.max(0, to - from);
            return new Inside(count, sum, total, sum + from * least + (total - to) * most);
        }

        private static double upTo(Distribution all, double value) {
            double count = 0;
            for (int i = 0; i < all.size() && all.value(i) <= value; i++) {
                count += all.count(i);
            }
            return count;
        }
    }

    Pattern SHORT = Pattern.compile("(p|tm|wm|tc|ts)(\\d{1,2}(?:\\.\\d{1,10})?|100)");
    Pattern RANGE =
            Pattern.compile(
                    "(TM|WM|TC|TS|PR)\\((-?\\d*\\.?\\d*)(%?):(-?\\d*\\.?\\d*)(%?)\\)",
                    Pattern.CASE_INSENSITIVE);

    /// Empty if CloudWatch knows no such statistic.
    static Optional<Statistic> parse(String word) {
        for (Simple simple : Simple.values()) {
            if (simple.word.equals(word)) {
                return Optional.of(simple);
            }
        }
        if (word.equals("IQM")) {
            return Optional.of(new Trimmed(Kind.MEAN, new Bounds(25, 75, true)));
        }
        Matcher brief = SHORT.matcher(word);
        if (brief.matches()) {
            return Optional.of(brief(brief.group(1), Double.parseDouble(brief.group(2))));
        }
        Matcher range = RANGE.matcher(word);
        return range.matches() ? range(range) : Optional.empty();
    }

    private static Statistic brief(String word, double percent) {
        return word.equals("p")
                ? new Percentile(percent)
                : new Trimmed(kind(word), new Bounds(0, percent, true));
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word.equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("statistic " + word);
    }

    private static Optional<Statistic> range(Matcher range) {
        Kind kind = kind(range.group(1));
        boolean inPercent = range.group(3).equals("%") || range.group(5).equals("%");
        boolean isMixed =
                inPercent
                        && (isBareNumber(range.group(2), range.group(3))
                                || isBareNumber(range.group(4), range.group(5)));
        if (isMixed
                || range.group(2).isEmpty() && range.group(4).isEmpty()
                || kind == Kind.RANK && inPercent) {
            return Optional.empty();
        }
        try {
            double low = bound(range.group(2), inPercent ? 0 : Double.NEGATIVE_INFINITY);
            double high = bound(range.group(4), inPercent ? 100 : Double.POSITIVE_INFINITY);
            boolean isSane = low < high && (!inPercent || low >= 0 && high <= 100);
            return isSane
                    ? Optional.of(new Trimmed(kind, new Bounds(low, high, inPercent)))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static boolean isBareNumber(String number, String sign) {
        return !number.isEmpty() && sign.isEmpty();
    }

    private static double bound(String text, double open) {
        return text.isEmpty() ? open : Double.parseDouble(text);
    }
}
