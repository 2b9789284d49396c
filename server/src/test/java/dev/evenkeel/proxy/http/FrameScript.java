package dev.evenkeel.proxy.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines of a scenario in HTTP/2 frames, and sends what they say.
///
/// - `request STREAM [open] [to PATH]`: a GET that is whole, or a POST whose body is to come;
/// - `requests FROM TO to PATH`: many of them;
/// - `fields STREAM NAME=VALUE...`: a request with these fields; `+` stands for the usual ones;
/// - `frame TYPE FLAGS STREAM PAYLOAD...`: any frame. A payload is hexadecimal digits, `"text"`,
///   `zeros:COUNT`, `block` (the usual fields) or `{NAME=VALUE ...}`;
/// - `bytes PAYLOAD...`: no frame;
/// - `await EVENT`: reads until that came, see [FrameEvents].
///
/// The first line `silent` spares the greeting; `stubborn` opens no windows.
final class FrameScript {
    private static final Map<String, Integer> TYPES =
            Map.of(
                    "DATA",
                    0,
                    "HEADERS",
                    1,
                    "PRIORITY",
                    2,
                    "RST_STREAM",
                    3,
                    "SETTINGS",
                    4,
                    "PUSH_PROMISE",
                    5,
                    "PING",
                    6,
                    "GOAWAY",
                    7,
                    "WINDOW_UPDATE",
                    8,
                    "CONTINUATION",
                    9);
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\S+");
    private static final int WHOLE = FrameClient.END_HEADERS | FrameClient.END_STREAM;

    private final FrameClient client;
    private final FrameEvents events;

    private FrameScript(FrameClient client) {
        this.client = client;
        this.events = new FrameEvents(client);
    }

    /// Sends all of `lines`, then reads until one of `expected` came, or the end. What came last.
    static String run(FrameClient client, List<String> lines, List<String> expected)
            throws IOException {
        var script = new FrameScript(client);
        boolean silent = lines.getFirst().equals("silent");
        if (lines.getFirst().equals("stubborn")) {
            client.stubborn();
        }
        if (!silent) {
            client.send(greeting());
        }
        for (String line : lines) {
            script.line(words(line));
        }
        if (!silent) {
            client.sendIfOpen(FrameClient.bytesOf(FrameClient.PING, 0, 0, FrameEvents.LAST_WORD));
        }
        return script.events.await(expected);
    }

    /// The bytes that `lines` stand for, greeting included.
    static byte[] bytes(List<String> lines) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(greeting());
        for (String line : lines) {
            out.write(frames(words(line)));
        }
        return out.toByteArray();
    }

    private static byte[] greeting() throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(FrameClient.PREFACE);
        out.write(FrameClient.bytesOf(FrameClient.SETTINGS, 0, 0));
        return out.toByteArray();
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private void line(List<String> words) throws IOException {
        if (words.size() > 1 && words.getFirst().equals("await")) {
            String wanted = String.join(" ", words.subList(1, words.size()));
            String came = events.await(List.of(wanted));
            if (!came.equals(wanted)) {
                throw new IOException("waited for " + wanted + ", but " + came + " came");
            }
        } else if (words.size() > 1) {
            client.sendIfOpen(frames(words));
        }
    }

    private static byte[] frames(List<String> words) throws IOException {
        return switch (words.getFirst()) {
            case "request" -> request(Integer.parseInt(words.get(1)), words);
            case "requests" -> requests(words);
            case "fields" -> {
                byte[] block = block(words.subList(2, words.size()));
                yield FrameClient.bytesOf(
                        FrameClient.HEADERS, WHOLE, Integer.parseInt(words.get(1)), block);
            }
            case "frame" -> {
                Integer type = TYPES.get(words.get(1));
                yield FrameClient.bytesOf(
                        type == null ? Integer.parseInt(words.get(1), 16) : type,
                        Integer.parseInt(words.get(2), 16),
                        Integer.parseInt(words.get(3)),
                        payload(words.subList(4, words.size())));
            }
            case "bytes" -> payload(words.subList(1, words.size()));
            default -> throw new IllegalArgumentException("what is " + words + "?");
        };
    }

    private static byte[] request(int stream, List<String> words) throws IOException {
        boolean open = words.contains("open");
        int to = words.indexOf("to");
        String path = to < 0 ? "/" : words.get(to + 1);
        byte[] block = literals(usual(open ? "POST" : "GET", path));
        int flags = open ? FrameClient.END_HEADERS : WHOLE;
        return FrameClient.bytesOf(FrameClient.HEADERS, flags, stream, block);
    }

    private static byte[] requests(List<String> words) throws IOException {
        var out = new ByteArrayOutputStream();
        int last = Integer.parseInt(words.get(2));
        for (int stream = Integer.parseInt(words.get(1)); stream <= last; stream += 2) {
            out.write(request(stream, words));
        }
        return out.toByteArray();
    }

    private static byte[] payload(List<String> words) throws IOException {
        var out = new ByteArrayOutputStream();
        for (String word : words) {
            if (word.equals("block")) {
                out.write(block(List.of("+")));
            } else if (word.startsWith("{")) {
                out.write(block(words(word.substring(1, word.length() - 1))));
            } else if (word.startsWith("\"")) {
                String text = word.substring(1, word.length() - 1);
                out.write(text.translateEscapes().getBytes(SampleTarget.LATIN_1));
            } else if (word.startsWith("zeros:")) {
                out.write(new byte[Integer.parseInt(word.substring("zeros:".length()))]);
            } else {
                out.write(HexFormat.of().parseHex(word));
            }
        }
        return out.toByteArray();
    }

    private static byte[] block(List<String> words) throws IOException {
        var fields = new ArrayList<String>();
        for (String word : words) {
            if (word.startsWith("+")) {
                fields.addAll(usual(word.equals("+") ? "GET" : word.substring(1), "/"));
            } else {
                int equals = word.indexOf('=');
                fields.add(word.substring(0, equals));
                fields.add(word.substring(equals + 1));
            }
        }
        return literals(fields);
    }

    /// Each field as it is: neither put into a table nor compressed, and in the order it has here.
    private static byte[] literals(List<String> texts) throws IOException {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < texts.size(); at++) {
            if (at % 2 == 0) {
                out.write(0);
            }
            byte[] text = texts.get(at).getBytes(SampleTarget.LATIN_1);
            if (text.length >= 0x7f) {
                throw new IllegalArgumentException("too long for one digit: " + texts.get(at));
            }
            out.write(text.length);
            out.write(text);
        }
        return out.toByteArray();
    }

    private static List<String> usual(String method, String path) {
        return List.of(":method", method, ":scheme", "https", ":path", path, ":authority", "a");
    }
}
