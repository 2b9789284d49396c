package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.Authenticator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Sends `/_evenkeel/...` to its routes, signed like any call but for `health`, and everything else
/// to AWS's services.
public final class Routes {
    private static final String OWN = "/_evenkeel/";

    private final Dispatcher services;
    private final Authenticator authenticator;
    private final TreeMap<String, Route> routes;

    /// @param routes by path prefix below `/_evenkeel/`; the longest prefix wins
    public Routes(Dispatcher services, Authenticator authenticator, Map<String, Route> routes) {
        this.services = services;
        this.authenticator = authenticator;
        this.routes = new TreeMap<>(routes);
    }

    ApiAnswer answer(ApiRequest request) {
        if (isForLoadBalancer(request)) {
            return ApiAnswer.of(
                    404,
                    "text/plain",
                    Body.of("No load balancer of this name has an HTTP listener.\n"));
        }
        if (!request.path().startsWith(OWN)) {
            return services.answer(request);
        }
        String path = request.path().substring(OWN.length());
        if (path.equals("health")) {
            return json(200, Map.of("status", "ok"));
        }
        try {
            Route route =
                    route(path)
                            .orElseThrow(() ->
                                    new ApiFault("NotFound", "There is no " + request.path(), 404));
            return route.answer(request, authenticator.authenticate(request));
        } catch (ApiFault fault) {
            return json(fault.status(), Map.of("error", fault.code(), "message", fault.message()));
        }
    }

    /// A load balancer's name that the front door did not know: not a call to AWS, whatever it
    /// asks.
    private static boolean isForLoadBalancer(ApiRequest request) {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
        int colon = host.indexOf(':');
        return (colon < 0 ? host : host.substring(0, colon)).endsWith(FrontDoor.DOMAIN);
    }

    private Optional<Route> route(String path) {
        return routes.descendingMap().entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ApiAnswer json(int status, Map<String, String> body) {
        return ApiAnswer.of(
                status,
                "application/json",
                Body.of(JsonMapper.shared().writeValueAsBytes(new TreeMap<>(body))));
    }
}
