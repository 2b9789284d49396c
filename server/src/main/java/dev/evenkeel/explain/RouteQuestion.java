package dev.evenkeel.explain;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A request somebody might send: `GET http://HOST:PORT/TARGET` from `client`, with further header
/// fields.
public record RouteQuestion(
        String method,
        String host,
        int port,
        String target,
        List<Field> fields,
        InetAddress client) {
    public RouteQuestion {
        fields = List.copyOf(fields);
    }

    /// A header field of the request.
    public record Field(String name, String value) {}

    /// The head as a client would send it.
    byte[] head() {
        var text = new StringBuilder();
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase("host"))) {
            text.append("Host: ").append(host).append("\r\n");
        }
        for (Field field : fields) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
