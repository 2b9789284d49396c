package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.Authenticator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Authenticator OPEN = Authenticator.none("000000000000");

    private final Routes routes =
            new Routes(
                    SampleServices.dispatcher(OPEN),
                    OPEN,
                    Map.of(
                            "zones", says("all zones"),
                            "zones/a", says("zone a"),
                            "broken",
                                    (request, caller) -> {
                                        throw new ApiFault("Broken", "it \"is\"", 409);
                                    }));

    private static Route says(String text) {
        return (request, caller) -> ApiAnswer.of(200, "text/plain", Body.of(text));
    }

    private ApiAnswer get(String host, String path) {
        return routes.answer(
                new ApiRequest("GET", path, "", Map.of("host", List.of(host)), Body.EMPTY));
    }

    @Test
    void theLongestPrefixWins() {
        assertThat(get("h", "/_evenkeel/zones/a/off").body().text()).isEqualTo("zone a");
        assertThat(get("h", "/_evenkeel/zones/b").body().text()).isEqualTo("all zones");
    }

    @Test
    void aFaultOfARouteIsToldInJson() {
        ApiAnswer answer = get("h", "/_evenkeel/broken");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().text())
                .isEqualTo("{\"error\":\"Broken\",\"message\":\"it \\\"is\\\"\"}");
    }

    @Test
    void aRouteNobodyServesIsNotFound() {
        assertThat(get("h", "/_evenkeel/moon").status()).isEqualTo(404);
        assertThat(get("h", "/_evenkeel/").status()).isEqualTo(404);
    }

    @Test
    void everythingElseIsAnAwsCall() {
        assertThat(get("h", "/").body().text()).contains("<Code>MissingAction</Code>");
    }

    @Test
    void aLoadBalancersNameIsNeverAnAwsCall() {
        for (String host : List.of("web.elb.localhost", "WEB.ELB.LOCALHOST:4566")) {
            assertThat(get(host, "/_evenkeel/zones").status()).isEqualTo(404);
        }
        assertThat(get("elb.localhost", "/_evenkeel/zones").status()).isEqualTo(200);
    }
}
