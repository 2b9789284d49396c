package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.http.Explainer.Explained;
import dev.evenkeel.api.http.Explainer.Subject;
import dev.evenkeel.model.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody asks why.
class ExplainRouteTest {
    private static final Caller USER = new Caller("000000000000", "AKIDEXAMPLE");

    private final List<Scope> scopes = new ArrayList<>();
    private final List<Subject> asked = new ArrayList<>();
    private final ExplainRoute route =
            new ExplainRoute(this::explain, ExplainRouteTest::door, "us-east-1");

    private Optional<Explained> explain(Scope scope, Subject subject) {
        scopes.add(scope);
        asked.add(subject);
        return subject.equals(new Subject.Alarm("nobody's"))
                ? Optional.empty()
                : Optional.of(new Explained(Map.of("because", 1), List.of("because", "it is")));
    }

    private static Optional<InetSocketAddress> door(String host) {
        return host.equals("web.elb.localhost")
                ? Optional.of(new InetSocketAddress(InetAddress.ofLiteral("127.31.0.4"), 8080))
                : Optional.empty();
    }

    private ApiAnswer ask(String path, String query, Map<String, List<String>> headers) {
        return route.answer(
                new ApiRequest("GET", "/_evenkeel/explain/" + path, query, headers, Body.EMPTY),
                USER);
    }

    private Subject asked(String path, String query) {
        ask(path, query, Map.of());
        return asked.getLast();
    }

    @Test
    void programsGetFactsAndPeopleLines() {
        ApiAnswer facts = ask("alarm/busy", "", Map.of());
        assertThat(facts.headers()).containsEntry("Content-Type", "application/json");
        assertThat(facts.body().text()).isEqualTo("{\"because\":1}");
        ApiAnswer lines = ask("alarm/busy", "", Map.of("accept", List.of("text/plain")));
        assertThat(lines.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(lines.body().text()).isEqualTo("because\nit is\n");
    }

    @Test
    void subjectsAreNamedInThePath() {
        assertThat(asked("alarm/busy%20bees", "")).isEqualTo(new Subject.Alarm("busy bees"));
        assertThat(asked("alarm/a/b+c", "")).isEqualTo(new Subject.Alarm("a/b+c"));
        assertThat(asked("termination/web", "")).isEqualTo(new Subject.Termination("web"));
        assertThat(asked("activity/0-1", "")).isEqualTo(new Subject.Activity("0-1"));
        assertThat(scopes).containsOnly(new Scope("000000000000", "us-east-1"));
    }

    @Test
    void aRouteIsAskedForByItsUrl() {
        assertThat(asked("route", "url=http%3A%2F%2FWeb.example.com%2Fa%3Fb%3Dc"))
                .isEqualTo(
                        new Subject.Route(
                                "GET",
                                "web.example.com",
                                80,
                                "/a?b=c",
                                List.of(Map.entry("Host", "Web.example.com")),
                                InetAddress.ofLiteral("127.0.0.1")));
    }

    @Test
    void everythingElseOfTheRequestMayBeSaid() {
        assertThat(
                        asked(
                                "route",
                                "url=https%3A%2F%2F127.31.0.4&method=PUT&header=host%3A%20shop&header=X:y"
                                        + "&client=10.0.0.1"))
                .isEqualTo(
                        new Subject.Route(
                                "PUT",
                                "127.31.0.4",
                                443,
                                "/",
                                List.of(Map.entry("host", "shop"), Map.entry("X", "y")),
                                InetAddress.ofLiteral("10.0.0.1")));
    }

    @Test
    void namesOfTheFrontDoorLeadToTheListenerBehindIt() {
        assertThat(asked("route", "url=http://web.elb.localhost:4566/x"))
                .asInstanceOf(type(Subject.Route.class))
                .satisfies(route -> {
                    assertThat(route.port()).isEqualTo(8080);
                    assertThat(route.host()).isEqualTo("127.31.0.4");
                    assertThat(route.headers())
                            .containsExactly(Map.entry("Host", "web.elb.localhost:4566"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "alarm/nobody's, '', 404, There is no alarm nobody's",
        "alarm/, '', 404, Ask for activity/ID",
        "alarm, '', 404, Ask for activity/ID",
        "weather/today, '', 404, Ask for activity/ID",
        "alarm/%zz, '', 400, hexadecimal",
        "route, '', 400, url: want",
        "route, url=web.example.com/a, 400, url: want",
        "route, url=ftp://web, 400, url: want",
        "route, url=http://a%20b/, 400, url: want",
        "route, url=http://web/&header=nothing, 400, header: want",
        "route, url=http://web/&header=a:b%0d%0aC:d, 400, header: want",
        "route, url=http://web/&client=me, 400, client: want"
    })
    void whatCannotBeExplainedIsTold(String path, String query, int status, String message) {
        assertThatThrownBy(() -> ask(path, query, Map.of()))
                .asInstanceOf(type(ApiFault.class))
                .satisfies(fault -> {
                    assertThat(fault.status()).isEqualTo(status);
                    assertThat(fault.message()).contains(message);
                });
    }

    @Test
    void askingChangesNothing() {
        assertThatThrownBy(() ->
                        route.answer(
                                new ApiRequest(
                                        "POST",
                                        "/_evenkeel/explain/alarm/a",
                                        "",
                                        Map.of(),
                                        Body.EMPTY),
                                USER))
                .hasMessageContaining("Use GET");
    }
}
