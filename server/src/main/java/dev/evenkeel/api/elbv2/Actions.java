package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.FixedResponseActionConfig;
import dev.evenkeel.wire.elbv2.RedirectActionConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The actions of a request, checked and taken into the model. Exactly one, as those that come
/// before another need HTTPS.
final class Actions {
    private static final Set<String> CONTENT_TYPES =
            Set.of(
                    "text/plain",
                    "text/css",
                    "text/html",
                    "application/javascript",
                    "application/json");
    private static final int MAX_TEXT = 128;

    private Actions() {}

    static List<Action> of(
            ForwardTargets targets, @Nullable List<dev.evenkeel.wire.elbv2.Action> given) {
        if (orEmpty(given).isEmpty()) {
            throw ApiFault.validation("At least one action must be specified");
        }
        if (orEmpty(given).size() > 1) {
            throw invalid("You must specify exactly one routing action, and no other action");
        }
        dev.evenkeel.wire.elbv2.Action one = orEmpty(given).getFirst();
        String type = requireNonNull(one.type());
        if (!targets.isHttp() && !type.equals("forward")) {
            throw invalid(
                    "Actions of type '"
                            + type
                            + "' are not supported for listeners of load balancers with type"
                            + " 'network'");
        }
        return List.of(
                switch (type) {
                    case "forward" -> targets.forward(one);
                    case "redirect" -> redirect(targets.listener(), one.redirectConfig());
                    case "fixed-response" -> fixedResponse(one.fixedResponseConfig());
                    default ->
                            throw invalid(
                                    "Actions of type '"
                                            + type
                                            + "' are only supported for HTTPS listeners");
                });
    }

    /// Refuses what a listener keeps when it gets another protocol or port that would not do with
    /// it.
    static void checkKept(ForwardTargets targets, List<Action> kept) {
        for (Action action : kept) {
            switch (action) {
                case Action.Redirect redirect -> checkCourse(targets.listener(), redirect);
                case Action.Forward forward -> targets.checkUsable(forward);
                case Action.FixedResponse _ -> {}
            }
        }
    }

    private static Action redirect(Listener listener, @Nullable RedirectActionConfig config) {
        if (config == null || config.statusCode() == null) {
            throw ApiFault.validation("A redirect action must specify its configuration");
        }
        var redirect =
                new Action.Redirect(
                        or(config.protocol(), "#{protocol}"),
                        or(config.host(), "#{host}"),
                        or(config.port(), "#{port}"),
                        or(config.path(), "/#{path}"),
                        or(config.query(), "#{query}"),
                        config.statusCode().equals("HTTP_301") ? 301 : 302);
        checkParts(redirect);
        checkCourse(listener, redirect);
        return redirect;
    }

    private static void checkCourse(Listener listener, Action.Redirect redirect) {
        checkNotDowngraded(listener, redirect);
        checkLoop(listener, redirect);
    }

    private static String or(@Nullable String given, String whenAbsent) {
        return given == null ? whenAbsent : given;
    }

    /// Which placeholders each part knows.
    private static void checkPlaceholders(Action.Redirect redirect) {
        checkPlaceholders("host", redirect.host(), Set.of("host"));
        checkPlaceholders("path", redirect.path(), Set.of("host", "path", "port"));
        checkPlaceholders(
                "query", redirect.query(), Set.of("protocol", "host", "port", "path", "query"));
    }

    private static void checkPlaceholders(String part, String text, Set<String> known) {
        for (int at = text.indexOf("#{"); at >= 0; at = text.indexOf("#{", at + 1)) {
            int end = text.indexOf('}', at);
            if (end < 0 || !known.contains(text.substring(at + 2, end))) {
                throw ApiFault.validation(
                        "Redirect " + part + " '" + text + "' has a placeholder that is not valid");
            }
        }
    }

    private static void checkParts(Action.Redirect redirect) {
        checkPlaceholders(redirect);
        if (!redirect.port().equals("#{port}")
                && (!redirect.port().matches("\\d{1,5}")
                        || Integer.parseInt(redirect.port()) < 1
                        || Integer.parseInt(redirect.port()) > 65_535)) {
            throw ApiFault.validation(
                    "Redirect port '"
                            + redirect.port()
                            + "' must be between '1' and '65535' inclusive, or '#{port}'");
        }
        if (!redirect.path().startsWith("/") || redirect.path().length() > MAX_TEXT) {
            throw ApiFault.validation(
                    "Redirect path '" + redirect.path() + "' must begin with a '/' character");
        }
    }

    private static void checkNotDowngraded(Listener listener, Action.Redirect to) {
        if (listener.protocol() == Protocol.HTTPS && to.protocol().equals("HTTP")) {
            throw invalid("Redirecting from HTTPS to HTTP is not supported");
        }
    }

    private static void checkLoop(Listener listener, Action.Redirect to) {
        boolean sameProtocol =
                to.protocol().equals("#{protocol}")
                        || to.protocol().equals(listener.protocol().name());
        boolean samePort =
                to.port().equals("#{port}") || to.port().equals(Integer.toString(listener.port()));
        if (sameProtocol
                && samePort
                && to.host().equals("#{host}")
                && to.path().equals("/#{path}")) {
            throw invalid("The redirect configuration is not valid because it creates a loop.");
        }
    }

    private static Action fixedResponse(@Nullable FixedResponseActionConfig config) {
        if (config == null || config.statusCode() == null) {
            throw ApiFault.validation("A fixed-response action must specify its configuration");
        }
        String contentType = or(config.contentType(), "");
        if (!contentType.isEmpty() && !CONTENT_TYPES.contains(contentType)) {
            throw ApiFault.validation(
                    "Fixed response content type '" + contentType + "' is not valid");
        }
        return new Action.FixedResponse(
                Integer.parseInt(config.statusCode()), contentType, or(config.messageBody(), ""));
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(Elbv2Errors.INVALID_LOAD_BALANCER_ACTION, message);
    }
}
