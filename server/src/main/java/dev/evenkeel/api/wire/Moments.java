package dev.evenkeel.api.wire;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Moments in text. Clients write them in many ways (with and without zone, date only, epoch,
/// fractions); we write milliseconds, the one form every client reads.
final class Moments {
    private static final Pattern EPOCH =
            Pattern.compile("-?\\d{1,15}(\\.\\d{1,12})?([eE][+-]?\\d{1,2})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern WITHOUT_ZONE =
            Pattern.compile("[^T]{10}T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss[.SSS] 'GMT'", Locale.ENGLISH);
    private static final DateTimeFormatter HTTP_OUT =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private Moments() {}

    /// @throws DateTimeException when it is none of the known forms
    static Instant parse(String text) {
        if (EPOCH.matcher(text).matches()) {
            return ofEpochSeconds(new BigDecimal(text));
        }
        if (DATE.matcher(text).matches()) {
            return Instant.parse(text + "T00:00:00Z");
        }
        if (WITHOUT_ZONE.matcher(text).matches()) {
            boolean minutesOnly = text.length() == "2026-01-01T00:00".length();
            return Instant.parse(text + (minutesOnly ? ":00Z" : "Z"));
        }
        if (text.endsWith("GMT")) {
            return java.time.LocalDateTime.parse(text, HTTP).toInstant(ZoneOffset.UTC);
        }
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    /// Fractions below a millisecond are dropped.
    static Instant ofEpochSeconds(BigDecimal seconds) {
        try {
            return Instant.ofEpochMilli(seconds.movePointRight(3).toBigInteger().longValueExact());
        } catch (ArithmeticException tooFar) {
            throw new DateTimeException("not a moment: " + seconds, tooFar);
        }
    }

    static String dateTime(Instant moment) {
        boolean whole = moment.toEpochMilli() % 1000 == 0;
        return (whole ? SECONDS : MILLIS).format(moment.atOffset(ZoneOffset.UTC));
    }

    /// Query's and EC2's own way: always with milliseconds.
    static String millis(Instant moment) {
        return MILLIS.format(moment.atOffset(ZoneOffset.UTC));
    }

    static String httpDate(Instant moment) {
        return HTTP_OUT.format(moment.atOffset(ZoneOffset.UTC));
    }

    static BigDecimal epochSeconds(Instant moment) {
        BigDecimal seconds = BigDecimal.valueOf(moment.toEpochMilli(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
