package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.http.ServerClock.Advance;
import dev.evenkeel.api.http.ServerClock.Destination;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `GET /_evenkeel/clock` says what time it is; `POST` with `{"advance":"PT15M"}` or
/// `{"to":"2026-01-01T09:00:00Z"}` moves a manual clock, and answers when it is there.
///
/// `"patience":"PT1M"` is how long to wait at one instant for what real processes do.
public final class ClockRoute implements Route {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);
    private static final Duration FARTHEST = Duration.ofDays(31);

    private final ServerClock clock;

    public ClockRoute(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public ApiAnswer answer(ApiRequest request, Caller caller) {
        if (!request.path().equals("/_evenkeel/clock")) {
            throw new ApiFault("NotFound", "There is no " + request.path(), 404);
        }
        return switch (request.method()) {
            case "GET" -> shown(clock.now());
            case "POST" -> advance(request);
            default ->
                    throw new ApiFault(
                            "MethodNotAllowed", "Use GET or POST /_evenkeel/clock.", 405);
        };
    }

    private ApiAnswer shown(Instant now) {
        return answer(200, "mode", clock.isManual() ? "manual" : "system", "now", now.toString());
    }

    private ApiAnswer advance(ApiRequest request) {
        if (!clock.isManual()) {
            throw new ApiFault(
                    "ClockNotManual",
                    "This server goes by the machine's clock; start it with: evenkeel serve --clock manual",
                    409);
        }
        JsonNode body = body(request);
        Destination destination = destination(body);
        Duration patience = patience(body.path("patience"));
        return switch (clock.advance(destination, patience).join()) {
            case Advance.Arrived(Instant now) -> shown(now);
            case Advance.Stopped stopped -> stopped(stopped);
            case Advance.Busy() ->
                    throw new ApiFault("ClockBusy", "Somebody else is moving the clock.", 409);
        };
    }

    private static ApiAnswer stopped(Advance.Stopped at) {
        Duration left = Duration.between(at.now(), at.destination());
        var fields = new TreeMap<String, Object>();
        fields.put("error", "StillUnderWay");
        fields.put(
                "message",
                "The clock stopped at "
                        + at.now()
                        + ", "
                        + left
                        + " before "
                        + at.destination()
                        + ", because something is still under way there: "
                        + String.join(", ", at.underWay())
                        + ". Advance again to wait longer.");
        fields.put("now", at.now().toString());
        fields.put("left", left.toString());
        fields.put("underWay", at.underWay());
        return json(409, fields);
    }

    private static JsonNode body(ApiRequest request) {
        try {
            return JsonMapper.shared().readTree(request.body().bytes());
        } catch (JacksonException wrong) {
            throw invalid("The body is not JSON.");
        }
    }

    private Destination destination(JsonNode body) {
        JsonNode by = body.path("advance");
        JsonNode to = body.path("to");
        if (by.isString() == to.isString()) {
            throw invalid(
                    "Say how far: {\"advance\":\"PT15M\"} or {\"to\":\"2026-01-01T09:00:00Z\"}.");
        }
        return by.isString() ? later(by.stringValue()) : until(to.stringValue());
    }

    private static Destination later(String said) {
        Duration by = duration("advance", said);
        if (!by.isPositive()
                || !by.equals(by.truncatedTo(ChronoUnit.SECONDS))
                || by.compareTo(FARTHEST) > 0) {
            throw invalid(
                    "advance: want whole seconds, from PT1S to " + FARTHEST + ", not " + said);
        }
        return new Destination.Later(by);
    }

    private Destination until(String said) {
        Instant to;
        try {
            to = Instant.parse(said);
        } catch (DateTimeParseException wrong) {
            throw invalid("to: want an instant such as 2026-01-01T09:00:00Z, not " + said);
        }
        Instant now = clock.now();
        if (to.isBefore(now)
                || !to.equals(to.truncatedTo(ChronoUnit.SECONDS))
                || to.isAfter(now.plus(FARTHEST))) {
            throw invalid(
                    "to: want a whole second from "
                            + now
                            + ", which is now, to "
                            + FARTHEST
                            + " later, not "
                            + said);
        }
        return new Destination.Until(to);
    }

    private static Duration patience(JsonNode said) {
        if (said.isMissingNode()) {
            return PATIENCE;
        }
        Duration patience = duration("patience", said.asString(""));
        if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw invalid("patience: want at most " + LONGEST_PATIENCE + ", not " + patience);
        }
        return patience;
    }

    private static Duration duration(String name, String said) {
        try {
            return Duration.parse(said);
        } catch (DateTimeParseException wrong) {
            throw invalid(name + ": want a duration such as PT15M, not " + said);
        }
    }

    private static ApiFault invalid(String message) {
        return new ApiFault("ValidationError", message);
    }

    private static ApiAnswer answer(int status, String... pairs) {
        var fields = new TreeMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return json(status, fields);
    }

    private static ApiAnswer json(int status, Map<String, Object> fields) {
        return ApiAnswer.of(
                status, "application/json", Body.of(JsonMapper.shared().writeValueAsBytes(fields)));
    }
}
