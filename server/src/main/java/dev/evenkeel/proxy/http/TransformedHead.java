package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Matcher;
import dev.evenkeel.proxy.route.Transforms;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request's head as its rule's transforms want it, written anew and read again, so that what a
/// transform makes is held to the same rules as what a client sends. One for each event loop,
/// overwritten by the next.
final class TransformedHead {
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final RequestHead head = new RequestHead();
    private final HeadBuffer out = new HeadBuffer();
    private boolean changedHost;
    private boolean changedUrl;

    /// What became of a request.
    enum Result {
        /// Nothing matched: the request goes on as it came.
        SAME,
        CHANGED,
        /// What came out is no request, for its host.
        INVALID_HOST,
        /// What came out is no request, for its path or query.
        INVALID_URL
    }

    Result transform(Transforms transforms, RequestHead from) {
        String oldUrl = text(from, from.pathStart(), from.targetEnd());
        int hostEnd = Matcher.Host.end(from);
        Optional<String> url = transforms.url(oldUrl);
        Optional<String> host =
                from.hasNoHost()
                        ? Optional.empty()
                        : transforms.host(text(from, from.hostStart(), hostEnd));
        if (url.isEmpty() && host.isEmpty()) {
            return Result.SAME;
        }
        String port = text(from, hostEnd, from.hostEnd());
        String target = url.orElse(oldUrl);
        write(from, target, host.map(name -> name.contains(":") ? name : name + port));
        changedHost = host.isPresent();
        changedUrl = url.isPresent();
        if (host.equals(Optional.of(""))) {
            return Result.INVALID_HOST;
        }
        boolean isRequest =
                target.startsWith("/") && head.parse(out.bytes(), out.length()) == out.length();
        Result invalid = changedUrl ? Result.INVALID_URL : Result.INVALID_HOST;
        return isRequest ? Result.CHANGED : invalid;
    }

    private static String text(RequestHead head, int from, int to) {
        return new String(head.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    private void write(RequestHead from, String url, Optional<String> host) {
        byte[] bytes = from.bytes();
        out.clear();
        out.append(bytes, from.methodStart(), from.methodEnd()).append(Ascii.bytes(" "));
        out.append(Ascii.bytes(url));
        out.append(Ascii.bytes(from.isHttp10() ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n"));
        if (!from.hasNoHost()) {
            out.append(HOST);
            out.append(Ascii.bytes(host.orElse(text(from, from.hostStart(), from.hostEnd()))));
            out.append(CRLF);
        }
        Fields fields = from.fields();
        for (int index = 0; index < fields.count(); index++) {
            if (fields.kind(index) != Field.HOST) {
                out.append(bytes, fields.nameStart(index), fields.valueEnd(index)).append(CRLF);
            }
        }
        out.append(CRLF);
    }

    boolean changedHost() {
        return changedHost;
    }

    boolean changedUrl() {
        return changedUrl;
    }

    /// The head made last.
    RequestHead head() {
        return head;
    }
}
