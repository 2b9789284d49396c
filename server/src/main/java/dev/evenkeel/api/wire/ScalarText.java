package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Scalar;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/// One scalar as text: in forms, XML, headers and paths.
final class ScalarText {
    private ScalarText() {}

    /// @throws IllegalArgumentException when the text is no such value
    static Object parse(Scalar.Type type, String text) {
        return switch (type) {
            case STRING -> text;
            case INTEGER -> Integer.valueOf(text.strip());
            case LONG -> Long.valueOf(text.strip());
            case FLOAT -> Float.valueOf(text.strip());
            case DOUBLE -> Double.valueOf(text.strip());
            case BOOLEAN -> truth(text.strip());
            case TIMESTAMP -> moment(text.strip());
            case BLOB -> Base64.getDecoder().decode(text);
        };
    }

    private static Boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equals("1")) {
            return true;
        }
        if (text.equalsIgnoreCase("false") || text.equals("0")) {
            return false;
        }
        throw new IllegalArgumentException(text);
    }

    private static Instant moment(String text) {
        try {
            return Moments.parse(text);
        } catch (DateTimeException noMoment) {
            throw new IllegalArgumentException(text, noMoment);
        }
    }

    /// What a text that is no such value should have been.
    static String noun(Scalar.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /// @param usual how a moment is written here where the model does not say
    static String of(Scalar scalar, Object value, Scalar.TimeFormat usual) {
        return switch (value) {
            case Instant moment -> moment(scalar.timeFormat(), usual, moment);
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Double number -> decimal(number);
            default -> value.toString();
        };
    }

    private static String moment(
            Scalar.TimeFormat format, Scalar.TimeFormat usual, Instant moment) {
        return switch (format == Scalar.TimeFormat.OF_PROTOCOL ? usual : format) {
            case OF_PROTOCOL -> Moments.millis(moment);
            case DATE_TIME -> Moments.dateTime(moment);
            case HTTP_DATE -> Moments.httpDate(moment);
            case EPOCH_SECONDS -> Moments.epochSeconds(moment).toPlainString();
        };
    }

    /// Whole numbers without Java's exponent, which not every client reads.
    private static String decimal(double number) {
        boolean plain = number == Math.rint(number) && Math.abs(number) < 1e15;
        return plain ? (long) number + ".0" : Double.toString(number);
    }
}
