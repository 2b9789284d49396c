package dev.evenkeel.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Asks a running server why something is as it is.
record ExplainCommand(ServerCall call) {
    private static final String PATH = "/_evenkeel/explain/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A request as it would be sent. `client` is an address; empty means this machine.
    record Request(String url, String method, List<String> headers, String client) {}

    /// Why an activity happened, an alarm has its state, or a group would end the one it would.
    String of(String kind, String name) {
        return read(PATH + kind + "/" + escaped(name));
    }

    /// Which rule a request would meet.
    String route(Request request) {
        var query = new StringBuilder("route?url=").append(escaped(request.url()));
        query.append("&method=").append(escaped(request.method()));
        for (String header : request.headers()) {
            query.append("&header=").append(escaped(header));
        }
        if (!request.client().isEmpty()) {
            query.append("&client=").append(escaped(request.client()));
        }
        return read(PATH + query);
    }

    private String read(String path) {
        ServerCall.Answer answer = call.read(path, PATIENCE);
        if (!answer.isGood()) {
            throw ServerCall.refused(answer);
        }
        return answer.body();
    }

    /// As RFC 3986 has it: all but unreserved characters.
    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
