package dev.evenkeel.compute.cloudinit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// One piece of user data; its first line says what it is, as cloud-init sees it.
@SuppressWarnings("ArrayRecordComponent") // It is read and dropped; nobody compares it.
record Part(byte[] content) {
    /// User data may unpack to more than it is, but not to anything.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int BEGINNING = 40;
    private static final int PARTS = 64;

    /// What to do with it.
    enum Kind {
        SCRIPT,
        CLOUD_CONFIG,
        UNKNOWN
    }

    /// Unpacks gzip and splits MIME multipart; empty user data has no part.
    static List<Part> split(byte[] raw, List<String> complaints) {
        byte[] content = unzipped(raw, complaints);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isBlank()) {
            return List.of();
        }
        return isMultipart(text) ? parts(text, complaints) : List.of(new Part(content));
    }

    Kind kind() {
        String text = text();
        if (text.startsWith("#!")) {
            return Kind.SCRIPT;
        }
        return text.startsWith("#cloud-config") ? Kind.CLOUD_CONFIG : Kind.UNKNOWN;
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    String beginning() {
        String line = text().lines().findFirst().orElse("");
        return line.length() <= BEGINNING ? line : line.substring(0, BEGINNING) + "...";
    }

    private static boolean isMultipart(String text) {
        String start = text.substring(0, Math.min(text.length(), 4096)).toLowerCase(Locale.ROOT);
        return (start.startsWith("content-type:") || start.startsWith("mime-version:"))
                && start.contains("multipart/")
                && start.contains("boundary=");
    }

    private static List<Part> parts(String text, List<String> complaints) {
        String unix = text.replace("\r\n", "\n");
        String boundary =
                unix.replaceFirst("(?s).*?(?i:boundary)=\"?([^\"\\n;]+)\"?.*", "$1").strip();
        var parts = new ArrayList<Part>();
        String[] pieces = ("\n" + unix).split("\n--" + java.util.regex.Pattern.quote(boundary));
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            if (parts.size() == PARTS) {
                complaints.add("user data has more than " + PARTS + " parts");
                break;
            }
            parts.add(new Part(unzipped(body(pieces[i], complaints), complaints)));
        }
        return parts;
    }

    private static byte[] body(String piece, List<String> complaints) {
        int end = piece.indexOf("\n\n");
        String headers = end < 0 ? "" : piece.substring(0, end).toLowerCase(Locale.ROOT);
        String body = end < 0 ? piece : piece.substring(end + 2);
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        if (!headers.matches("(?s).*content-transfer-encoding:\\s*base64.*")) {
            return bytes;
        }
        try {
            return Base64Text.decode(body);
        } catch (IllegalArgumentException e) {
            complaints.add("a part is not base64 as it says");
            return new byte[0];
        }
    }

    /// The bytes inside, if they are gzip; the bytes as they are otherwise.
    static byte[] unzipped(byte[] raw, List<String> complaints) {
        if (raw.length < 2 || raw[0] != (byte) 0x1f || raw[1] != (byte) 0x8b) {
            return raw;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            byte[] all = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                complaints.add("user data unpacks to more than " + MOST_BYTES + " bytes");
            }
            return all;
        } catch (IOException e) {
            complaints.add("user data is not gzip as it seems");
            return new byte[0];
        }
    }
}
