package dev.evenkeel.proxy.http;

import dev.evenkeel.model.Action;
import dev.evenkeel.proxy.message.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The address a redirect sends to: the request's own, with the parts the action gives replaced.
final class RedirectLocation {
    /// AWS answers 507 for longer ones.
    static final int MAX_BYTES = 8 * 1024;

    private final Action.Redirect redirect;
    private final String scheme;
    private final String host;
    private final String port;
    private final String path;
    private final String query;

    RedirectLocation(Action.Redirect redirect, RequestHead head, String scheme, int listenerPort) {
        this.redirect = redirect;
        this.scheme = scheme;
        String authority = text(head, head.hostStart(), head.hostEnd());
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        this.host = hasPort ? authority.substring(0, colon) : authority;
        this.port = Integer.toString(listenerPort);
        this.path = text(head, head.pathStart(), head.pathEnd());
        this.query = text(head, head.queryStart(), head.targetEnd());
    }

    private static String text(RequestHead head, int from, int to) {
        return new String(head.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    String text() {
        String protocol = fill(redirect.protocol()).toLowerCase(Locale.ROOT);
        String target = fill(redirect.path());
        String search = fill(redirect.query());
        return protocol
                + "://"
                + fill(redirect.host())
                + ":"
                + fill(redirect.port())
                + (target.startsWith("/") ? target : "/" + target)
                + (search.isEmpty() ? "" : "?" + search);
    }

    /// Fills placeholders once: what a request brings is never taken for one.
    private String fill(String part) {
        var filled = new StringBuilder();
        int from = 0;
        for (int at = part.indexOf("#{"); at >= 0; at = part.indexOf("#{", at + 1)) {
            int end = part.indexOf('}', at);
            Optional<String> value =
                    end < 0 ? Optional.empty() : value(part.substring(at + 2, end));
            if (value.isPresent()) {
                filled.append(part, from, at).append(value.get());
                from = end + 1;
            }
        }
        return filled.append(part, from, part.length()).toString();
    }

    /// The path placeholder stands for the path without its leading slash.
    private Optional<String> value(String placeholder) {
        return switch (placeholder) {
            case "protocol" -> Optional.of(scheme);
            case "host" -> Optional.of(host);
            case "port" -> Optional.of(port);
            case "path" -> Optional.of(path.startsWith("/") ? path.substring(1) : path);
            case "query" -> Optional.of(query);
            default -> Optional.empty();
        };
    }
}
