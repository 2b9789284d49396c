package dev.evenkeel.decide.scaling;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A cron expression of five fields: minute, hour, day of the month, month, day of the week.
///
/// Where both kinds of day are restricted, either is enough. A time that a clock change skips comes
/// when the clock jumps; a time it repeats comes once, at first - but for expressions of every
/// hour, which follow the hours that really pass.
public final class Cron {
    private static final int LONGEST_SEARCH_DAYS = 366 * 9;
    private static final int SUNDAY = 7;

    /// One field: its place, its values, and the names they may have.
    private enum Field {
        MINUTE(0, 59, ""),
        HOUR(0, 23, ""),
        DAY(1, 31, ""),
        MONTH(1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
        WEEKDAY(0, 7, "SUN MON TUE WED THU FRI SAT");

        private final int least;
        private final int most;
        private final String names;

        Field(int least, int most, String names) {
            this.least = least;
            this.most = most;
            this.names = names;
        }
    }

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Cron(List<BitSet> fields, boolean anyDay, boolean anyWeekday) {
        minutes = fields.get(0);
        hours = fields.get(1);
        days = fields.get(2);
        months = fields.get(3);
        weekdays = fields.get(4);
        this.anyDay = anyDay;
        this.anyWeekday = anyWeekday;
    }

    /// Empty if `text` is no such expression.
    public static Optional<Cron> parse(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != Field.values().length) {
            return Optional.empty();
        }
        try {
            var fields = new ArrayList<BitSet>();
            for (Field field : Field.values()) {
                fields.add(values(field, parts[fields.size()].toUpperCase(Locale.ROOT)));
            }
            BitSet weekdays = fields.getLast();
            if (weekdays.get(0)) {
                weekdays.set(SUNDAY);
            }
            return Optional.of(new Cron(fields, parts[2].equals("*"), parts[4].equals("*")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static BitSet values(Field field, String text) {
        var values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] halves = part.split("/", -1);
            if (halves.length > 2) {
                throw new IllegalArgumentException(part);
            }
            int step = halves.length == 2 ? number(halves[1]) : 1;
            String[] ends = halves[0].split("-", -1);
            boolean isAll = halves[0].equals("*");
            int from = isAll ? field.least : value(field, ends[0]);
            int to = isAll ? field.most : value(field, ends[ends.length - 1]);
            boolean isOpen = !isAll && ends.length == 1 && halves.length == 2;
            if (ends.length > 2 || step < 1 || from > to) {
                throw new IllegalArgumentException(part);
            }
            for (int value = from; value <= (isOpen ? field.most : to); value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int value(Field field, String text) {
        int name = text.isEmpty() ? -1 : List.of(field.names.split(" ")).indexOf(text);
        int value = name >= 0 ? field.least + name : number(text);
        if (value < field.least || value > field.most) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(text);
    }

    /// The first time after `after`; empty if there is none in years.
    public Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDate first = after.atZone(zone).toLocalDate().minusDays(1);
        for (int day = 0; day < LONGEST_SEARCH_DAYS; day++) {
            LocalDate date = first.plusDays(day);
            if (matches(date)) {
                Optional<Instant> found = next(date, after, zone.getRules());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean matches(LocalDate date) {
        if (!months.get(date.getMonthValue())) {
            return false;
        }
        boolean isDay = days.get(date.getDayOfMonth());
        boolean isWeekday = weekdays.get(date.getDayOfWeek().getValue());
        return anyDay || anyWeekday ? isDay && isWeekday : isDay || isWeekday;
    }

    private Optional<Instant> next(LocalDate date, Instant after, ZoneRules rules) {
        Instant earliest = Instant.MAX;
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                LocalDateTime local = date.atTime(LocalTime.of(hour, minute));
                for (Instant moment : moments(local, rules)) {
                    boolean isNearer = moment.isAfter(after) && moment.isBefore(earliest);
                    earliest = isNearer ? moment : earliest;
                }
            }
        }
        return earliest.equals(Instant.MAX) ? Optional.empty() : Optional.of(earliest);
    }

    private List<Instant> moments(LocalDateTime local, ZoneRules rules) {
        boolean isEveryHour = hours.cardinality() == 24;
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            return isEveryHour ? List.of() : List.of(rules.getTransition(local).getInstant());
        }
        return offsets.stream().limit(isEveryHour ? 2 : 1).map(local::toInstant).toList();
    }
}
