package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.MemoryBackend;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.Tags;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An operator takes Spot capacity back.
class SpotRouteTest {
    private static final Caller OPERATOR = new Caller("000000000000", "AKIDEXAMPLE");

    private final MemoryBackend backend = new MemoryBackend();
    private final SpotRoute route = new SpotRoute(backend, new SplittableRandom(1));

    private String ask(String path) {
        return route.answer(
                        new ApiRequest("POST", "/_evenkeel/spot/" + path, "", Map.of(), Body.EMPTY),
                        OPERATOR)
                .body()
                .text();
    }

    private Instance given(String zone, String type, boolean isSpot) {
        var settings =
                new InstanceSettings(
                        Optional.empty(),
                        Optional.of(type),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Tags.NONE,
                        new InstanceSettings.Options(
                                Optional.empty(),
                                Optional.empty(),
                                isSpot
                                        ? Optional.of(
                                                new InstanceSettings.SpotRequest(Optional.empty()))
                                        : Optional.empty()));
        Instance instance =
                Members.with(Members.in(zone, Lifecycle.IN_SERVICE, Fleet.THEN), settings, 1);
        backend.commit(_ -> new Decision<>(List.of(new Change.Put(instance)), "done")).join();
        return instance;
    }

    private Optional<SpotNotice> notice(Instance instance) {
        return backend.world().in(instance.scope()).find(SpotNotice.class, instance.id());
    }

    @Test
    void oneIsToldThatItEndsInTwoMinutes() {
        Instance spot = given("us-east-1a", "t3.micro", true);
        String answer = ask("instances/" + spot.id() + "/reclaim");
        SpotNotice notice = notice(spot).orElseThrow();
        assertThat(notice.endsAt()).contains(notice.recommendedAt().plus(Duration.ofMinutes(2)));
        assertThat(answer)
                .isEqualTo(
                        "{\"told\":[{\"instance\":\""
                                + spot.id()
                                + "\",\"endsAt\":\""
                                + notice.endsAt().orElseThrow()
                                + "\"}]}");
    }

    @Test
    void aRecommendationEndsNobody() {
        Instance spot = given("us-east-1a", "t3.micro", true);
        assertThat(ask("instances/" + spot.id() + "/recommend"))
                .isEqualTo("{\"told\":[{\"instance\":\"" + spot.id() + "\"}]}");
        assertThat(notice(spot).orElseThrow().endsAt()).isEmpty();
    }

    @Test
    void aWholePoolIsTakenBack() {
        Instance first = given("us-east-1a", "t3.micro", true);
        Instance second = given("us-east-1a", "t3.micro", true);
        Instance other = given("us-east-1a", "t3.small", true);
        Instance elsewhere = given("us-east-1b", "t3.micro", true);
        Instance onDemand = given("us-east-1a", "t3.micro", false);
        ask("pools/t3.micro/us-east-1a/reclaim");
        assertThat(List.of(first, second)).allMatch(i -> notice(i).isPresent());
        assertThat(List.of(other, elsewhere, onDemand)).allMatch(i -> notice(i).isEmpty());
    }

    @Test
    void whoIsNotSpotIsLeftAlone() {
        Instance onDemand = given("us-east-1a", "t3.micro", false);
        assertThatThrownBy(() -> ask("instances/" + onDemand.id() + "/reclaim"))
                .isInstanceOf(ApiFault.class)
                .hasMessageContaining("There is no such Spot instance.");
    }

    @ParameterizedTest
    @CsvSource({"instances/i-1", "instances//reclaim", "pools/t3.micro/reclaim", "i-1/reclaim"})
    void otherPathsAreNotFound(String path) {
        assertThatThrownBy(() -> ask(path)).hasMessageContaining("Use POST");
    }
}
