package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Backend;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.ZoneOutage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `PUT /_evenkeel/zones/ZONE/off` and `/on`: makes everything in a zone unreachable, or reachable
/// again.
public final class ZoneRoute implements Route {
    private static final Pattern PATH = Pattern.compile("/_evenkeel/zones/([a-z0-9-]+)/(on|off)");

    private final Backend backend;

    public ZoneRoute(Backend backend) {
        this.backend = backend;
    }

    @Override
    public ApiAnswer answer(ApiRequest request, Caller caller) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !request.method().equals("PUT")) {
            throw new ApiFault(
                    "NotFound",
                    "Use PUT /_evenkeel/zones/ZONE/off or /_evenkeel/zones/ZONE/on.",
                    404);
        }
        String zone = path.group(1);
        boolean on = path.group(2).equals("on");
        if (!backend.world().site().zones().contains(zone)) {
            throw new ApiFault("NotFound", "There is no zone " + zone + ".", 404);
        }
        return Durable.await(backend.commit(moment -> switched(moment, zone, on)));
    }

    private static Decision<ApiAnswer> switched(Backend.Moment moment, String zone, boolean on) {
        Scope home = moment.world().site().home();
        Change change =
                on
                        ? new Change.Remove(Key.of(ZoneOutage.class, home, zone))
                        : new Change.Put(new ZoneOutage(home, zone, moment.now()));
        String json = "{\"zone\":\"" + zone + "\",\"reachable\":" + on + "}";
        return new Decision<>(
                List.of(change),
                ApiAnswer.of(
                        200, "application/json", Body.of(json.getBytes(StandardCharsets.UTF_8))));
    }
}
