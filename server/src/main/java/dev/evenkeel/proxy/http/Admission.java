package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.DesyncReason;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.route.Route;

/// Which requests are let in, as their form and the desync mitigation mode say.
final class Admission {
    private static final int BAD_REQUEST = 400;

    private Admission() {}

    /// The status that a request is refused with, 0 if it is let in. `end` is what reading its head
    /// gave.
    static int refusal(RequestHead head, int end, Route route, AccessRecord record) {
        int fault = end > 0 ? 0 : Math.max(BAD_REQUEST, -end);
        if (head.desync() == DesyncReason.COMPLIANT) {
            return fault;
        }
        record.irregular();
        return options(route).desync().refuses(head.desync()) ? BAD_REQUEST : fault;
    }

    /// Whether the client's connection must not be used again.
    static boolean closesAfter(RequestHead head, Route route) {
        return head.desync() != DesyncReason.COMPLIANT
                && options(route).desync().closesAfter(head.desync());
    }

    static HttpOptions options(Route route) {
        return switch (route) {
            case Route.Http http -> http.options();
            case Route.Stream _ -> HttpOptions.DEFAULTS;
        };
    }
}
