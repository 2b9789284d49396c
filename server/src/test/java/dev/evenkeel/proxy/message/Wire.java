package dev.evenkeel.proxy.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Turns what a scenario writes into the bytes it means: lines are joined, `\r \n \t \s` and `\xNN`
/// are what they look like.
final class Wire {
    private Wire() {}

    static byte[] bytes(List<String> lines) {
        var out = new ByteArrayOutputStream();
        String text = String.join("", lines);
        var escape = Pattern.compile("\\\\(x[0-9a-f]{2}|[rnts])").matcher(text);
        int at = 0;
        while (escape.find()) {
            out.writeBytes(plain(text.substring(at, escape.start())));
            out.write(meaning(escape.group(1)));
            at = escape.end();
        }
        out.writeBytes(plain(text.substring(at)));
        return out.toByteArray();
    }

    private static byte[] plain(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int meaning(String escape) {
        return switch (escape) {
            case "r" -> '\r';
            case "n" -> '\n';
            case "t" -> '\t';
            case "s" -> ' ';
            default -> Integer.parseInt(escape.substring(1), 16);
        };
    }
}
