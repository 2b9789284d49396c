package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final Rig rig;

    EngineTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aRequestIsAnsweredByATarget() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            var response = client.get("/hello?x=1");
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("a");
        }
        assertThat(rig.target(0).nextHead()).startsWith("GET /hello?x=1 HTTP/1.1\r\n");
    }

    @Test
    void requestsOfOneConnectionGoRound() throws Exception {
        rig.targets("a", "b", "c");
        assertThat(names(6)).containsExactly("a", "b", "c", "a", "b", "c");
        assertThat(rig.counted(Counter.REQUESTS)).isEqualTo(6);
        assertThat(rig.countedByTargets(Counter.TARGET_2XX)).isEqualTo(6);
    }

    @Test
    void connectionsToTargetsAreUsedAgain() throws Exception {
        rig.targets("a");
        names(5);
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("a");
        }
        assertThat(rig.target(0).connectionCount()).isEqualTo(1);
    }

    @Test
    void theTargetLearnsWhoAskedAndHow() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.sendLines(
                    """
                    GET / HTTP/1.1
                    Host: Example.COM
                    X-Forwarded-For: 10.1.2.3
                    X-Forwarded-Proto: https
                    Connection: keep-alive, X-Secret
                    X-Secret: 1
                    Accept: */*

                    """);
            client.response();
        }
        String head = rig.target(0).nextHead();
        assertThat(head)
                .contains("Host: example.com\r\n")
                .contains("X-Forwarded-For: 10.1.2.3, 127.0.0.1\r\n")
                .contains("X-Forwarded-Proto: http\r\n")
                .contains("X-Forwarded-Port: " + rig.address().getPort() + "\r\n")
                .contains("Accept: */*\r\n")
                .containsPattern("X-Amzn-Trace-Id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n")
                .doesNotContain("X-Secret")
                .doesNotContain("Connection");
    }

    private List<String> names(int requests) throws IOException {
        var names = new ArrayList<String>();
        try (var client = rig.client()) {
            for (int i = 0; i < requests; i++) {
                names.add(client.get("/").body());
            }
        }
        return names;
    }
}
