package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// A request in the one form both sides sign.
final class CanonicalRequest {
    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private CanonicalRequest() {}

    /// The body's hash is computed here, so that a signature over another body never matches.
    static String of(ApiRequest request, List<String> signedHeaders) {
        StringBuilder text = new StringBuilder();
        text.append(request.method()).append('\n');
        text.append(path(request.path())).append('\n');
        text.append(query(request.query())).append('\n');
        for (String name : signedHeaders) {
            text.append(name).append(':').append(headerValue(request, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signedHeaders)).append('\n');
        return text.append(Digests.sha256Hex(request.body().bytes())).toString();
    }

    private static String headerValue(ApiRequest request, String name) {
        List<String> values = request.headers().getOrDefault(name, List.of());
        return String.join(",", values.stream().map(v -> v.strip().replaceAll(" +", " ")).toList());
    }

    /// Dot segments and doubled slashes go; what is left is encoded once more, as every service but
    /// S3 wants.
    private static String path(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(encoded(segment));
            }
        }
        boolean open = path.endsWith("/") && !segments.isEmpty();
        return "/" + String.join("/", segments) + (open ? "/" : "");
    }

    /// Sorted by name, then value, both encoded anew; the signature itself is not signed.
    private static String query(String query) {
        record Pair(String name, String value) {}
        List<Pair> pairs = new ArrayList<>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String name = encoded(decoded(equals < 0 ? part : part.substring(0, equals)));
            String value = equals < 0 ? "" : encoded(decoded(part.substring(equals + 1)));
            if (!part.isEmpty() && !name.equals("X-Amz-Signature")) {
                pairs.add(new Pair(name, value));
            }
        }
        pairs.sort(Comparator.comparing(Pair::name).thenComparing(Pair::value));
        return String.join(
                "&", pairs.stream().map(pair -> pair.name() + "=" + pair.value()).toList());
    }

    /// Percent-decoding only: a plus sign is a plus sign. A broken escape stays as it is, and will
    /// not match.
    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        StringBuilder result = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                result.append(c);
            } else {
                result.append('%').append("%02X".formatted((int) c));
            }
        }
        return result.toString();
    }
}
