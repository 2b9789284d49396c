package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The `x.` attributes of a target group, on real connections.
class ExtensionsHttpTest {
    private final Rig rig;

    ExtensionsHttpTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private Rig with(Map<String, String> attributes) {
        rig.fleet.with(rig.group(), attributes);
        return rig.apply();
    }

    private SampleClient.Response get(String field) throws IOException {
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n");
            return client.response();
        }
    }

    @Test
    void aHeaderFindsItsTarget() throws Exception {
        with(Map.of("x.algorithm", "consistent_hash", "x.algorithm.hash_header", "X-User"))
                .targets("a", "b", "c", "d");
        Set<String> targets = new HashSet<>();
        for (int user = 0; user < 30; user++) {
            String first = get("X-User: " + user + "\r\n").body();
            assertThat(get("x-user: " + user + "\r\n").body()).isEqualTo(first);
            targets.add(first);
        }
        assertThat(targets).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void withoutTheHeaderTheAddressDoes() throws Exception {
        with(Map.of("x.algorithm", "consistent_hash", "x.algorithm.hash_header", "X-User"))
                .targets("a", "b", "c", "d");
        String first = get("").body();
        for (int i = 0; i < 10; i++) {
            assertThat(get("").body()).isEqualTo(first);
        }
    }

    @Test
    void peakEwmaServes() throws Exception {
        with(Map.of("x.algorithm", "peak_ewma")).targets("a", "b", "c");
        for (int i = 0; i < 20; i++) {
            assertThat(get("").status()).isEqualTo(200);
        }
    }

    @Test
    void oneAttemptMeansNoRetry() throws Exception {
        with(Map.of("x.retry.attempts", "1")).targets("a", "b");
        rig.target(0).kill();
        assertThat(List.of(get("").status(), get("").status())).contains(502);
        assertThat(rig.counted(Counter.RETRIES)).isZero();
    }

    @Test
    void anEmptyBudgetMeansNoRetry() throws Exception {
        with(Map.of("x.retry.budget_percent", "1")).targets("a", "b");
        for (int i = 0; i < 2; i++) {
            rig.target((head, in, out) -> {
                throw new IOException("drops every request");
            });
        }
        rig.fleet.remove(rig.registered(0)).remove(rig.registered(1));
        rig.apply();
        for (int i = 0; i < 12; i++) {
            assertThat(get("").status()).isEqualTo(502);
        }
        assertThat(rig.counted(Counter.RETRIES)).as("granted in advance").isEqualTo(10);
        assertThat(rig.counted(Counter.RETRIES_REFUSED)).isPositive();
    }

    @Test
    void aTargetThatAnswersErrorsIsTakenOut() throws Exception {
        with(Map.of("x.outlier.consecutive_errors", "3")).targets("good", "fine");
        rig.target((head, in, out) ->
                out.write(SampleTarget.bytes("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")));
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 30; i++) {
            statuses.add(get("").status());
        }
        assertThat(statuses).filteredOn(status -> status == 500).hasSize(3);
        assertThat(rig.counted(Counter.EJECTIONS)).isEqualTo(1);
    }

    @Test
    void aRequestWaitsForTheFirstTarget() throws Exception {
        with(Map.of("x.park.seconds", "60"));
        try (var client = rig.client();
                var second = rig.client()) {
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
            second.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitParked(2);
            rig.targets("first");
            assertThat(client.response().body()).isEqualTo("first");
            assertThat(second.response().body()).isEqualTo("first");
            assertThat(client.get("/").body()).as("the connection goes on").isEqualTo("first");
        }
        assertThat(rig.counted(Counter.ELB_5XX)).isZero();
    }

    @Test
    void aRequestDoesNotGoToATargetThatIsNotHealthyYet() throws Exception {
        with(Map.of("x.park.seconds", "60"));
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitParked(1);
            rig.targets("late");
            var ref = rig.registered(0).ref();
            assertThat(client.response().body()).isEqualTo("late");
            rig.fleet.unhealthy(ref);
            rig.apply();
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitParked(2);
            rig.fleet.healthy(ref);
            rig.apply();
            assertThat(client.response().body()).isEqualTo("late");
        }
    }

    @Test
    void aRequestThatWaitedIsStillNothingForATargetOfAnotherProtocol() throws Exception {
        with(Map.of("x.park.seconds", "60"));
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitParked(1);
            rig.http2Target("GRPC", (to, stream, came) -> {});
            assertThat(client.response().status()).isEqualTo(464);
        }
    }

    @Test
    void aRequestWaitsNoLongerThanItMay() throws Exception {
        with(Map.of("x.park.seconds", "1"));
        assertThat(get("").status()).isEqualTo(503);
        assertThat(rig.counted(Counter.PARKED_REQUESTS)).isEqualTo(1);
        assertThat(rig.counted(Counter.ELB_503)).isEqualTo(1);
    }

    @Test
    void aClientMayLeaveWhileItWaits() throws Exception {
        with(Map.of("x.park.seconds", "60"));
        var client = rig.client();
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        awaitParked(1);
        client.close();
        while (rig.counted(Counter.ACTIVE_CONNECTIONS) > 0) {
            Thread.onSpinWait();
        }
        rig.targets("first");
        assertThat(get("").body()).isEqualTo("first");
        assertThat(rig.target(0).requestCount()).as("not the one that left").isEqualTo(1);
    }

    private void awaitParked(int requests) {
        while (rig.counted(Counter.PARKED_REQUESTS) < requests) {
            Thread.onSpinWait();
        }
    }
}
