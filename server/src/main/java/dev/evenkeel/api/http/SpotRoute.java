package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Backend;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.instance.SpotCapacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `POST /_evenkeel/spot/instances/ID/reclaim` and `POST /_evenkeel/spot/pools/TYPE/ZONE/reclaim`
/// take Spot capacity back after its two minutes' notice; `.../recommend` only tells of the risk.
public final class SpotRoute implements Route {
    private static final Pattern PATH =
            Pattern.compile(
                    "/_evenkeel/spot/(?:instances/(?<id>[a-z0-9-]+)"
                            + "|pools/(?<type>[a-z0-9.]+)/(?<zone>[a-z0-9-]+))"
                            + "/(?<what>reclaim|recommend)");

    private final Backend backend;
    private final RandomGenerator random;

    public SpotRoute(Backend backend, RandomGenerator random) {
        this.backend = backend;
        this.random = random;
    }

    @Override
    public ApiAnswer answer(ApiRequest request, Caller caller) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || !request.method().equals("POST")) {
            throw new ApiFault(
                    "NotFound",
                    "Use POST /_evenkeel/spot/instances/ID/reclaim or"
                            + " /_evenkeel/spot/pools/TYPE/ZONE/reclaim; or recommend instead of"
                            + " reclaim.",
                    404);
        }
        return Durable.await(backend.commit(moment -> told(moment, path)));
    }

    private Decision<ApiAnswer> told(Backend.Moment at, Matcher path) {
        List<Instance> instances =
                at.world().regions().stream()
                        .flatMap(region -> region.all(Instance.class).stream())
                        .filter(i -> i.settings().spot().isPresent() && !i.state().isEnding())
                        .filter(i -> isMeant(i, path))
                        .toList();
        if (instances.isEmpty()) {
            throw new ApiFault("NotFound", "There is no such Spot instance.", 404);
        }
        var moment = new Moment(at.world(), at.now(), random);
        List<Change> changes =
                path.group("what").equals("reclaim")
                        ? SpotCapacity.reclaim(moment, instances)
                        : SpotCapacity.recommend(moment, instances);
        return new Decision<>(changes, answer(at.world().with(changes), instances));
    }

    private static boolean isMeant(Instance instance, Matcher path) {
        return path.group("id") != null
                ? instance.id().equals(path.group("id"))
                : InstanceType.of(instance.settings()).equals(path.group("type"))
                        && instance.placement().zone().equals(path.group("zone"));
    }

    private static ApiAnswer answer(World world, List<Instance> instances) {
        String json =
                instances.stream()
                        .map(i ->
                                "{\"instance\":\""
                                        + i.id()
                                        + "\""
                                        + SpotCapacity.notice(world, i)
                                                .flatMap(notice -> notice.endsAt())
                                                .map(end -> ",\"endsAt\":\"" + end + "\"")
                                                .orElse("")
                                        + "}")
                        .collect(Collectors.joining(",", "{\"told\":[", "]}"));
        return ApiAnswer.of(
                200, "application/json", Body.of(json.getBytes(StandardCharsets.UTF_8)));
    }
}
