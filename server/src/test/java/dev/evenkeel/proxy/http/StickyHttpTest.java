package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that keep cookies, and what becomes of them.
class StickyHttpTest {
    private static final Map<String, String> LB_COOKIE = Map.of("stickiness.enabled", "true");
    private static final Map<String, String> APP_COOKIE =
            Map.of(
                    "stickiness.enabled", "true",
                    "stickiness.type", "app_cookie",
                    "stickiness.app_cookie.cookie_name", "session");
    private final Rig rig;

    StickyHttpTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    /// A browser: keeps what it is given.
    private final class Browser {
        private final Map<String, String> cookies = new HashMap<>();
        private List<String> given = List.of();

        String get(String path) throws IOException {
            var sent = new ArrayList<String>();
            cookies.forEach((name, value) -> sent.add(name + "=" + value));
            try (var client = rig.client()) {
                client.send(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: a\r\n"
                                + (sent.isEmpty()
                                        ? ""
                                        : "Cookie: " + String.join("; ", sent) + "\r\n")
                                + "\r\n");
                var response = client.response();
                given =
                        response.head()
                                .lines()
                                .filter(line -> line.startsWith("Set-Cookie: "))
                                .map(line -> line.substring(12))
                                .toList();
                given.forEach(this::keep);
                return response.body();
            }
        }

        private void keep(String cookie) {
            int equals = cookie.indexOf('=');
            String value = cookie.substring(equals + 1).split(";", 2)[0];
            cookies.put(cookie.substring(0, equals), value);
        }

        List<String> names() {
            return given.stream().map(cookie -> cookie.substring(0, cookie.indexOf('='))).toList();
        }
    }

    private Rig sticky(Map<String, String> attributes) {
        rig.fleet.with(rig.group(), attributes);
        return rig.apply();
    }

    @Test
    void withoutStickinessThereIsNoCookie() throws Exception {
        rig.targets("a", "b");
        var browser = new Browser();
        assertThat(browser.get("/")).isNotEqualTo(browser.get("/"));
        assertThat(browser.given).isEmpty();
        assertThat(rig.counted(Counter.NON_STICKY_REQUESTS)).isZero();
    }

    @Test
    void aClientStaysWithItsTarget() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        var browser = new Browser();
        String first = browser.get("/");
        assertThat(browser.names()).containsExactly("AWSALB", "AWSALBCORS");
        for (int i = 0; i < 10; i++) {
            assertThat(browser.get("/")).isEqualTo(first);
            assertThat(browser.names()).as("renewed").containsExactly("AWSALB", "AWSALBCORS");
        }
        assertThat(new Browser().get("/")).isNotEqualTo(first);
        assertThat(rig.counted(Counter.NON_STICKY_REQUESTS)).as("two new clients").isEqualTo(2);
    }

    @Test
    void theCookieForOtherSitesAloneIsEnough() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        var browser = new Browser();
        String first = browser.get("/");
        browser.cookies.remove("AWSALB");
        assertThat(browser.get("/")).isEqualTo(first);
    }

    @Test
    void aForgedCookieMeansANewChoice() throws Exception {
        sticky(LB_COOKIE).targets("a", "b");
        var browser = new Browser();
        String first = browser.get("/");
        browser.cookies.replaceAll((name, value) -> "A".repeat(value.length()));
        assertThat(browser.get("/")).isNotEqualTo(first);
    }

    @Test
    void aSickTargetLosesItsClientsForGood() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        var browser = new Browser();
        assertThat(browser.get("/")).isEqualTo("a");
        rig.fleet.unhealthy(rig.registered(0).ref());
        rig.apply();
        String second = browser.get("/");
        assertThat(second).isNotEqualTo("a");
        rig.fleet.healthy(rig.registered(0).ref());
        rig.apply();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo(second);
        }
    }

    @Test
    void requestsToSickTargetsAreCounted() throws Exception {
        rig.targets("a", "b");
        rig.fleet.unhealthy(rig.registered(0).ref()).unhealthy(rig.registered(1).ref());
        rig.apply();
        new Browser().get("/");
        assertThat(rig.countedByTargets(Counter.UNHEALTHY_ROUTING_REQUESTS)).isEqualTo(1);
    }

    @Test
    void aDeregisteredTargetLosesItsClients() throws Exception {
        sticky(LB_COOKIE).targets("a", "b");
        var browser = new Browser();
        assertThat(browser.get("/")).isEqualTo("a");
        rig.fleet.put(rig.registered(0).draining(Instant.MAX));
        rig.apply();
        assertThat(browser.get("/")).isEqualTo("b");
    }

    @Test
    void aTargetThatDiedLosesItsClientsWithoutAFailedRequest() throws Exception {
        sticky(LB_COOKIE).targets("a", "b");
        var browser = new Browser();
        assertThat(browser.get("/")).isEqualTo("a");
        rig.target(0).kill();
        assertThat(browser.get("/")).isEqualTo("b");
        assertThat(browser.get("/")).isEqualTo("b");
    }

    @Test
    void otherTargetsComingAndGoingDoNotDisturb() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        new Browser().get("/");
        var browser = new Browser();
        assertThat(browser.get("/")).isEqualTo("b");
        rig.fleet.remove(rig.registered(0));
        rig.targets("d", "e");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo("b");
        }
    }

    @Test
    void stickinessSurvivesARestart() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        new Browser().get("/");
        var browser = new Browser();
        String first = browser.get("/");
        rig.restart();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo(first);
        }
    }

    @Test
    void anApplicationsCookieBeginsASession() throws Exception {
        sticky(APP_COOKIE);
        for (String name : List.of("a", "b")) {
            rig.target((head, in, out) -> {
                String session =
                        head.contains("GET /login") ? "Set-Cookie: session=" + name + "\r\n" : "";
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\n"
                                        + session
                                        + "Content-Length: 1\r\n\r\n"
                                        + name));
            });
        }
        var browser = new Browser();
        assertThat(browser.get("/")).isNotEqualTo(browser.get("/"));
        assertThat(browser.given).as("no session, no cookie").isEmpty();
        String first = browser.get("/login");
        assertThat(browser.names()).containsExactly("session", "AWSALBAPP-0");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo(first);
            assertThat(browser.names()).as("renewed").containsExactly("AWSALBAPP-0");
        }
        browser.cookies.remove("session");
        assertThat(browser.get("/")).as("both are needed").isNotEqualTo(browser.get("/"));
    }

    @Test
    void aClientStaysWithItsGroup() throws Exception {
        rig.targets("web");
        TargetGroup other = rig.fleet.group("other", TargetType.IP, Protocol.HTTP);
        rig.add(SampleTarget.named("127.31.0.40", "other"), other);
        split(other, 1, 1);
        var browser = new Browser();
        String first = browser.get("/");
        assertThat(browser.names()).containsExactly("AWSALBTG", "AWSALBTGCORS");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo(first);
        }
        assertThat(new Browser().get("/")).isNotEqualTo(first);
        boolean web = first.equals("web");
        split(other, web ? 0 : 1, web ? 1 : 0);
        assertThat(browser.get("/")).as("keeps its group though its weight is 0").isEqualTo(first);
        assertThat(new Browser().get("/")).isNotEqualTo(first);
    }

    @Test
    void aGroupWithoutTargetsLosesItsClients() throws Exception {
        rig.targets("web");
        TargetGroup other = rig.fleet.group("other", TargetType.IP, Protocol.HTTP);
        var target = rig.add(SampleTarget.named("127.31.0.40", "other"), other);
        split(other, 0, 1);
        var browser = new Browser();
        assertThat(browser.get("/")).isEqualTo("other");
        rig.fleet.remove(target);
        split(other, 1, 0);
        assertThat(browser.get("/")).isEqualTo("web");
    }

    @Test
    void aClientStaysWithItsGroupAndItsTargetInIt() throws Exception {
        sticky(LB_COOKIE).targets("a", "b", "c");
        TargetGroup other = rig.fleet.group("other", TargetType.IP, Protocol.HTTP);
        rig.add(SampleTarget.named("127.31.0.40", "other"), other);
        split(other, 1, 1);
        var browser = new Browser();
        while (browser.get("/").equals("other")) {
            browser.cookies.clear();
        }
        assertThat(browser.names())
                .containsExactly("AWSALBTG", "AWSALBTGCORS", "AWSALB", "AWSALBCORS");
        String first = browser.get("/");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.get("/")).isEqualTo(first);
        }
    }

    private void split(TargetGroup other, int webWeight, int otherWeight) {
        rig.forwards(
                new Action.Forward(
                        List.of(
                                new Action.Forward.Weighted(rig.group().arn(), webWeight),
                                new Action.Forward.Weighted(other.arn(), otherWeight)),
                        Optional.of(60)));
    }
}
