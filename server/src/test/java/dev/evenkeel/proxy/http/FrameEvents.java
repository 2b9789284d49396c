package dev.evenkeel.proxy.http;

import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What a client of HTTP/2 hears, in the words of the scenarios: `answer STREAM STATUS` once a
/// response is whole, `headers STREAM STATUS` once its head is there, `data STREAM LENGTH`, `reset
/// STREAM CODE`, `goaway CODE` (and then the end of the connection), `closed` (the end without it),
/// `settings` (an acknowledgement of the second ones), `ping [CONTENT]` (of the last ping, or the
/// one named).
final class FrameEvents {
    /// The content of the PING that each scenario ends with.
    static final byte[] LAST_WORD = {0, 0, 0, 0, 0, 0, 0, 9};

    private final FrameClient client;
    private int acknowledged;

    FrameEvents(FrameClient client) {
        this.client = client;
    }

    /// Reads until one of `wanted` came, or nothing more can. What came last.
    String await(List<String> wanted) throws IOException {
        while (true) {
            String event = next();
            boolean ends =
                    event.startsWith("reset ")
                            || event.startsWith("goaway ")
                            || event.equals("nothing")
                            || event.equals("closed");
            if (ends || wanted.contains(event)) {
                return event;
            }
            String answer = answer(event);
            if (wanted.contains(answer)) {
                return answer;
            }
        }
    }

    /// The whole answer that ended with `event`, if it did.
    private String answer(String event) {
        String[] words = event.split(" ");
        if (words[0].equals("headers") || words[0].equals("data")) {
            var response = client.came(Integer.parseInt(words[1]));
            return response.ended ? "answer " + words[1] + " " + response.status() : "";
        }
        return "";
    }

    private String next() throws IOException {
        FrameClient.Frame frame;
        try {
            frame = client.read();
        } catch (SocketTimeoutException waiting) {
            return "nothing";
        } catch (IOException end) {
            return "closed";
        }
        return switch (frame.type()) {
            case FrameClient.HEADERS ->
                    "headers " + frame.stream() + " " + client.came(frame.stream()).status();
            case FrameClient.DATA -> "data " + frame.stream() + " " + frame.payload().length;
            case FrameClient.RST_STREAM ->
                    "reset " + frame.stream() + " " + Http2Error.valueOf(frame.error());
            case FrameClient.GOAWAY -> goAway(frame);
            case FrameClient.SETTINGS -> frame.has(FrameClient.ACK) ? settings() : "";
            case FrameClient.PING -> frame.has(FrameClient.ACK) ? ping(frame.payload()) : "";
            default -> "";
        };
    }

    private String settings() {
        acknowledged++;
        return acknowledged == 2 ? "settings" : "";
    }

    private static String ping(byte[] content) {
        boolean last = Arrays.equals(content, LAST_WORD);
        return last ? "ping" : "ping " + HexFormat.of().formatHex(content);
    }

    /// After an error, the connection closes.
    private String goAway(FrameClient.Frame frame) throws IOException {
        String said = "goaway " + Http2Error.valueOf(frame.error());
        if (frame.error() != 0) {
            try {
                while (true) {
                    client.read();
                }
            } catch (SocketTimeoutException waiting) {
                return said + ", but no end of the connection";
            } catch (IOException end) {
                return said;
            }
        }
        return said;
    }
}
