package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.http.ServerClock.Advance;
import dev.evenkeel.api.http.ServerClock.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody looks at the server's clock, and moves it.
class ClockRouteTest {
    private static final Caller USER = new Caller("000000000000", "AKIDEXAMPLE");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Destination> asked = new ArrayList<>();
    private final List<Duration> patience = new ArrayList<>();
    private boolean manual = true;
    private Advance outcome = new Advance.Arrived(NOW.plusSeconds(900));

    private final ClockRoute route =
            new ClockRoute(
                    new ServerClock() {
                        @Override
                        public Instant now() {
                            return NOW;
                        }

                        @Override
                        public boolean isManual() {
                            return manual;
                        }

                        @Override
                        public CompletableFuture<Advance> advance(
                                Destination destination, Duration longest) {
                            asked.add(destination);
                            patience.add(longest);
                            return CompletableFuture.completedFuture(outcome);
                        }
                    });

    private ApiAnswer ask(String method, String body) {
        return route.answer(
                new ApiRequest(method, "/_evenkeel/clock", "", Map.of(), Body.of(body)), USER);
    }

    @Test
    void itShowsTheTimeAndWhichClockItIsOf() {
        assertThat(ask("GET", "").body().text())
                .isEqualTo("{\"mode\":\"manual\",\"now\":\"2026-03-01T12:00:00Z\"}");
        manual = false;
        ApiAnswer answer = ask("GET", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().text())
                .isEqualTo("{\"mode\":\"system\",\"now\":\"2026-03-01T12:00:00Z\"}");
    }

    @Test
    void itMovesByAWhile() {
        assertThat(ask("POST", "{\"advance\":\"PT15M\"}").body().text())
                .isEqualTo("{\"mode\":\"manual\",\"now\":\"2026-03-01T12:15:00Z\"}");
        assertThat(asked).containsExactly(new Destination.Later(Duration.ofMinutes(15)));
        assertThat(patience).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void itMovesToAnInstantAsPatientlyAsTold() {
        ask("POST", "{\"to\":\"2026-03-02T09:00:00Z\",\"patience\":\"PT2M\"}");
        assertThat(asked)
                .containsExactly(new Destination.Until(Instant.parse("2026-03-02T09:00:00Z")));
        assertThat(patience).containsExactly(Duration.ofMinutes(2));
    }

    @Test
    void whatIsStillUnderWayIsToldInWordsAndAsAList() {
        outcome =
                new Advance.Stopped(
                        NOW.plusSeconds(60), NOW.plusSeconds(900), List.of("launch of i-1"));
        ApiAnswer answer = ask("POST", "{\"advance\":\"PT15M\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().text())
                .contains(
                        "\"error\":\"StillUnderWay\"",
                        "\"left\":\"PT14M\"",
                        "\"now\":\"2026-03-01T12:01:00Z\"",
                        "\"underWay\":[\"launch of i-1\"]",
                        "stopped at 2026-03-01T12:01:00Z, PT14M before 2026-03-01T12:15:00Z");
    }

    @Test
    void onTheMachinesClockTheCureIsTold() {
        manual = false;
        assertFault("POST", "{\"advance\":\"PT15M\"}", 409, "evenkeel serve --clock manual");
        assertThat(asked).isEmpty();
    }

    @Test
    void oneMoverAtATime() {
        outcome = new Advance.Busy();
        assertFault("POST", "{\"advance\":\"PT15M\"}", 409, "Somebody else");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"advance":"15 minutes"}                | want a duration such as PT15M
                    {"advance":"PT0S"}                      | want whole seconds
                    {"advance":"-PT5S"}                     | want whole seconds
                    {"advance":"PT0.5S"}                    | want whole seconds
                    {"advance":"P32D"}                      | to PT744H
                    {"advance":15}                          | Say how far
                    {"advance":"PT1S","to":"2026-03-01T12:00:00Z"} | Say how far
                    {}                                      | Say how far
                    advance                                 | not JSON
                    {"to":"noon"}                           | want an instant
                    {"to":"2026-03-01T11:59:59Z"}           | which is now
                    {"to":"2026-03-01T12:00:00.5Z"}         | want a whole second
                    {"to":"2027-03-01T12:00:00Z"}           | PT744H later
                    {"advance":"PT1S","patience":"PT1H"}    | at most PT10M
                    {"advance":"PT1S","patience":"a while"} | want a duration
                    """)
    void whatItCannotDoIsRefused(String body, String message) {
        assertFault("POST", body, 400, message);
        assertThat(asked).isEmpty();
    }

    @Test
    void itKnowsNoOtherWay() {
        assertFault("DELETE", "", 405, "Use GET or POST");
        assertThatThrownBy(() ->
                        route.answer(
                                new ApiRequest(
                                        "GET", "/_evenkeel/clocks", "", Map.of(), Body.EMPTY),
                                USER))
                .hasMessageContaining("There is no /_evenkeel/clocks");
    }

    private void assertFault(String method, String body, int status, String message) {
        assertThatThrownBy(() -> ask(method, body))
                .asInstanceOf(type(ApiFault.class))
                .satisfies(fault -> {
                    assertThat(fault.status()).isEqualTo(status);
                    assertThat(fault.message()).contains(message);
                });
    }
}
