package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.route.AddedFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A response the load balancer makes itself, before its date and connection fields.
record Answer(int status, String fields, Content content) {
    /// The client may send its body.
    static final ByteBuf CONTINUE =
            Unpooled.unreleasableBuffer(
                    Unpooled.wrappedBuffer(Ascii.bytes("HTTP/1.1 100 Continue\r\n\r\n")));

    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(201, "Created"),
                    Map.entry(202, "Accepted"),
                    Map.entry(204, "No Content"),
                    Map.entry(301, "Moved Permanently"),
                    Map.entry(302, "Found"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(401, "Unauthorized"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(408, "Request Timeout"),
                    Map.entry(409, "Conflict"),
                    Map.entry(410, "Gone"),
                    Map.entry(413, "Request Entity Too Large"),
                    Map.entry(414, "Request-URI Too Large"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(501, "Not Implemented"),
                    Map.entry(502, "Bad Gateway"),
                    Map.entry(503, "Service Temporarily Unavailable"),
                    Map.entry(504, "Gateway Time-out"),
                    Map.entry(505, "HTTP Version Not Supported"));

    /// A body and its type.
    record Content(String type, String text) {}

    /// The small page AWS sends with an error.
    static Answer page(int status) {
        return new Answer(status, "", pageOf(status));
    }

    /// A redirect to `location`.
    static Answer redirect(int status, String location) {
        return new Answer(status, "Location: " + location + "\r\n", pageOf(status));
    }

    static Answer fixed(dev.evenkeel.model.Action.FixedResponse fixed) {
        String type =
                fixed.contentType().isEmpty() ? "text/plain; charset=utf-8" : fixed.contentType();
        return new Answer(fixed.status(), "", new Content(type, fixed.body()));
    }

    private static Content pageOf(int status) {
        String title = (status + " " + reason(status)).strip();
        return new Content(
                "text/html",
                "<html>\r\n<head><title>"
                        + title
                        + "</title></head>\r\n<body>\r\n<center><h1>"
                        + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    private static String reason(int status) {
        return REASONS.getOrDefault(status, "");
    }

    /// The whole message. A response to HEAD has no body, but the length it would have.
    byte[] render(String date, boolean keepAlive, boolean withBody, AddedFields added) {
        byte[] body = content.text.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + status
                        + " "
                        + reason(status)
                        + (added.removesServer() ? "" : "\r\nServer: awselb/2.0")
                        + "\r\nDate: "
                        + date
                        + "\r\n"
                        + (body.length == 0 ? "" : "Content-Type: " + content.type + "\r\n")
                        + (status == 204 ? "" : "Content-Length: " + body.length + "\r\n")
                        + fields
                        + new String(added.lines(), StandardCharsets.ISO_8859_1)
                        + (keepAlive ? "Connection: keep-alive" : "Connection: close")
                        + "\r\n\r\n";
        byte[] headBytes = Ascii.bytes(head);
        byte[] all =
                java.util.Arrays.copyOf(headBytes, headBytes.length + (withBody ? body.length : 0));
        System.arraycopy(body, 0, all, headBytes.length, all.length - headBytes.length);
        return all;
    }
}
