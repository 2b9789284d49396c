package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.auth.CredentialScope;
import dev.evenkeel.api.http.Explainer.Explained;
import dev.evenkeel.api.http.Explainer.Subject;
import dev.evenkeel.model.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// `GET /_evenkeel/explain/...`: why a decision was, or would be, what it is. JSON, or the same as
/// text for people where `Accept` is `text/plain`.
///
/// `activity/ID`, `alarm/NAME`, `termination/GROUP`, and
/// `route?url=URL&method=GET&header=Name:%20value&client=ADDRESS`, of which only `url` is needed.
public final class ExplainRoute implements Route {
    private static final String PATH = "/_evenkeel/explain/";

    private final Explainer explainer;
    private final FrontDoor frontDoor;
    private final String home;

    /// @param home the region that is meant where the signature names none
    public ExplainRoute(Explainer explainer, FrontDoor frontDoor, String home) {
        this.explainer = explainer;
        this.frontDoor = frontDoor;
        this.home = home;
    }

    @Override
    public ApiAnswer answer(ApiRequest request, Caller caller) {
        if (!request.method().equals("GET")) {
            throw new ApiFault("MethodNotAllowed", "Use GET " + request.path(), 405);
        }
        Subject subject = subject(request);
        Explained explained =
                explainer
                        .explain(scope(request, caller), subject)
                        .orElseThrow(() ->
                                new ApiFault("NotFound", "There is no " + named(subject), 404));
        boolean asText = request.header("accept").filter(a -> a.contains("text/plain")).isPresent();
        return asText
                ? ApiAnswer.of(
                        200,
                        "text/plain; charset=utf-8",
                        Body.of(String.join("\n", explained.lines()) + "\n"))
                : ApiAnswer.of(
                        200,
                        "application/json",
                        Body.of(JsonMapper.shared().writeValueAsBytes(explained.facts())));
    }

    private Scope scope(ApiRequest request, Caller caller) {
        String region =
                CredentialScope.claimedBy(request).map(CredentialScope::region).orElse(home);
        return new Scope(caller.account(), region);
    }

    private static String named(Subject subject) {
        return switch (subject) {
            case Subject.Activity(String id) -> "activity " + id;
            case Subject.Alarm(String name) -> "alarm " + name;
            case Subject.Termination(String group) -> "group " + group;
            case Subject.Route _ -> "route";
        };
    }

    private Subject subject(ApiRequest request) {
        String path =
                request.path().startsWith(PATH) ? request.path().substring(PATH.length()) : "";
        if (path.equals("route")) {
            return route(parameters(request.query()));
        }
        int slash = path.indexOf('/');
        String name = decoded(path.substring(slash + 1));
        String kind = slash < 0 || name.isEmpty() ? "" : path.substring(0, slash);
        return switch (kind) {
            case "activity" -> new Subject.Activity(name);
            case "alarm" -> new Subject.Alarm(name);
            case "termination" -> new Subject.Termination(name);
            default ->
                    throw new ApiFault(
                            "NotFound",
                            "Ask for activity/ID, alarm/NAME, termination/GROUP or route?url=URL below"
                                    + " /_evenkeel/explain/.",
                            404);
        };
    }

    private Subject route(List<Map.Entry<String, String>> parameters) {
        URI url = url(one(parameters, "url").orElse(""));
        InetSocketAddress there = there(url);
        String path = Optional.ofNullable(url.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
        String query = Optional.ofNullable(url.getRawQuery()).map(q -> "?" + q).orElse("");
        return new Subject.Route(
                one(parameters, "method").orElse("GET"),
                there.getHostString(),
                there.getPort(),
                path + query,
                headers(parameters, url),
                client(one(parameters, "client").orElse("127.0.0.1")));
    }

    private static URI url(String said) {
        try {
            URI url = new URI(said);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException _) {
            // Told below.
        }
        throw invalid("url: want http://HOST:PORT/PATH or https, not " + said);
    }

    /// Where the URL leads; a name of the front door to the listener behind it.
    private InetSocketAddress there(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int usual = url.getScheme().equals("https") ? 443 : 80;
        return Optional.of(host)
                .filter(h -> h.endsWith(FrontDoor.DOMAIN))
                .flatMap(frontDoor::addressOf)
                .orElse(
                        InetSocketAddress.createUnresolved(
                                host, url.getPort() < 0 ? usual : url.getPort()));
    }

    /// With the Host that the URL gives, unless another was said.
    private static List<Map.Entry<String, String>> headers(
            List<Map.Entry<String, String>> parameters, URI url) {
        var headers = new ArrayList<Map.Entry<String, String>>();
        for (var parameter : parameters) {
            if (parameter.getKey().equals("header")) {
                headers.add(header(parameter.getValue()));
            }
        }
        if (headers.stream().noneMatch(h -> h.getKey().equalsIgnoreCase("host"))) {
            headers.addFirst(Map.entry("Host", url.getRawAuthority()));
        }
        return headers;
    }

    private static Map.Entry<String, String> header(String said) {
        int colon = said.indexOf(':');
        boolean isOne = said.chars().noneMatch(c -> c == '\r' || c == '\n');
        if (colon <= 0 || !isOne) {
            throw invalid("header: want NAME: VALUE, not " + said.lines().findFirst().orElse(""));
        }
        return Map.entry(said.substring(0, colon).strip(), said.substring(colon + 1).strip());
    }

    private static InetAddress client(String said) {
        try {
            return InetAddress.ofLiteral(said);
        } catch (IllegalArgumentException _) {
            throw invalid("client: want an IP address, not " + said);
        }
    }

    private static Optional<String> one(List<Map.Entry<String, String>> parameters, String name) {
        return parameters.stream()
                .filter(each -> each.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static List<Map.Entry<String, String>> parameters(String query) {
        var parameters = new ArrayList<Map.Entry<String, String>>();
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.add(
                        Map.entry(
                                decoded(part.substring(0, equals)),
                                decoded(part.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /// Percent-decoding only: a plus sign is a plus sign, as in what was signed.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid("A percent sign stands before two hexadecimal digits, not in " + text);
        }
    }

    private static ApiFault invalid(String message) {
        return new ApiFault("ValidationError", message);
    }
}
