package dev.evenkeel.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a running server what time it is, and moves its clock if that is a manual one.
record ClockCommand(ServerCall call) {
    private static final String PATH = "/_evenkeel/clock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_JOURNEY = Duration.ofHours(1);
    private static final Pattern SHORT =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    /// The time, and which clock it is of.
    String show() {
        return line(call.send("GET", PATH, "", PATIENCE));
    }

    /// Returns when it is so much later there.
    String advance(String by) {
        return move("advance", duration(by).toString());
    }

    /// Returns when it is that time there.
    String advanceTo(String instant) {
        return move("to", instant);
    }

    private String move(String field, String value) {
        if (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
            throw new CannotStart("want a time such as 2026-01-01T09:00:00Z, not " + value);
        }
        String body = "{\"" + field + "\":\"" + value + "\"}";
        return line(call.send("POST", PATH, body, LONGEST_JOURNEY));
    }

    private static String line(ServerCall.Answer answer) {
        if (!answer.isGood()) {
            throw ServerCall.refused(answer);
        }
        return Json.field(answer.body(), "now").orElse(answer.body())
                + " ("
                + Json.field(answer.body(), "mode").orElse("?")
                + " clock)";
    }

    /// `90s`, `15m`, `1h30m`, `2d`, or as ISO 8601 has it: `PT15M`.
    static Duration duration(String said) {
        Matcher shorthand = SHORT.matcher(said);
        try {
            if (!said.isEmpty() && shorthand.matches()) {
                return Duration.ofDays(number(shorthand.group(1)))
                        .plusHours(number(shorthand.group(2)))
                        .plusMinutes(number(shorthand.group(3)))
                        .plusSeconds(number(shorthand.group(4)));
            }
            return Duration.parse(said.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException wrong) {
            throw new CannotStart("want a duration such as 90s, 15m or 1h30m, not " + said, wrong);
        }
    }

    private static long number(String digits) {
        return Optional.ofNullable(digits).map(Long::parseLong).orElse(0L);
    }
}
