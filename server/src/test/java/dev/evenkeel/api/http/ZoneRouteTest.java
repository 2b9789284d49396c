package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.MemoryBackend;
import dev.evenkeel.model.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An operator switches a zone off, and on again.
class ZoneRouteTest {
    private static final Caller OPERATOR = new Caller("000000000000", "AKIDEXAMPLE");

    private final MemoryBackend backend = new MemoryBackend();
    private final ZoneRoute route = new ZoneRoute(backend);

    private ApiAnswer ask(String method, String path) {
        return route.answer(new ApiRequest(method, path, "", Map.of(), Body.EMPTY), OPERATOR);
    }

    private boolean isOut(String zone) {
        World world = backend.world();
        return world.isOut(world.site().home(), zone);
    }

    @Test
    void aZoneIsSwitchedOffAndOnAgain() {
        ApiAnswer off = ask("PUT", "/_evenkeel/zones/us-east-1a/off");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.headers()).containsEntry("Content-Type", "application/json");
        assertThat(off.body().text()).isEqualTo("{\"zone\":\"us-east-1a\",\"reachable\":false}");
        assertThat(isOut("us-east-1a")).isTrue();
        assertThat(isOut("us-east-1b")).isFalse();

        ApiAnswer on = ask("PUT", "/_evenkeel/zones/us-east-1a/on");
        assertThat(on.status()).isEqualTo(200);
        assertThat(on.body().text()).isEqualTo("{\"zone\":\"us-east-1a\",\"reachable\":true}");
        assertThat(isOut("us-east-1a")).isFalse();
    }

    @Test
    void switchingTwiceIsNoMistake() {
        assertThat(ask("PUT", "/_evenkeel/zones/us-east-1a/on").status()).isEqualTo(200);
        assertThat(isOut("us-east-1a")).isFalse();
        ask("PUT", "/_evenkeel/zones/us-east-1a/off");
        assertThat(ask("PUT", "/_evenkeel/zones/us-east-1a/off").status()).isEqualTo(200);
        assertThat(isOut("us-east-1a")).isTrue();
    }

    @Test
    void allZonesMayBeOff() {
        ask("PUT", "/_evenkeel/zones/us-east-1a/off");
        ask("PUT", "/_evenkeel/zones/us-east-1b/off");
        assertThat(isOut("us-east-1a")).isTrue();
        assertThat(isOut("us-east-1b")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /_evenkeel/zones/us-east-1a/off, Use PUT",
        "POST, /_evenkeel/zones/us-east-1a/off, Use PUT",
        "DELETE, /_evenkeel/zones/us-east-1a/off, Use PUT",
        "put, /_evenkeel/zones/us-east-1a/off, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1a, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1a/, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1a/off/, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1a/away, Use PUT",
        "PUT, /_evenkeel/zones//off, Use PUT",
        "PUT, /_evenkeel/zones/US-EAST-1A/off, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1a%2Foff/off, Use PUT",
        "PUT, /_evenkeel/zones/us-east-1z/off, There is no zone us-east-1z.",
        "PUT, /_evenkeel/zones/us-east-1/on, There is no zone us-east-1."
    })
    void whatIsNotAZoneAndASwitchIsNotFoundAndChangesNothing(
            String method, String path, String message) {
        World before = backend.world();

        assertThatThrownBy(() -> ask(method, path))
                .asInstanceOf(type(ApiFault.class))
                .satisfies(fault -> {
                    assertThat(fault.status()).isEqualTo(404);
                    assertThat(fault.code()).isEqualTo("NotFound");
                    assertThat(fault.message()).startsWith(message);
                });
        assertThat(backend.world()).isSameAs(before);
    }
}
