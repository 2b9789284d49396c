package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A listener adds fields to what its clients get, whoever made the response.
class AddedFieldsTest {
    private static final String PREFIX = "routing.http.response.";
    private static final Map<String, String> SECURE =
            Map.of(
                    PREFIX + "strict_transport_security.header_value", "max-age=31536000",
                    PREFIX + "x_frame_options.header_value", "DENY",
                    PREFIX + "access_control_allow_origin.header_value", "https://a.example");
    private final Rig rig;

    AddedFieldsTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private void target(String fields) throws IOException {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.lines(
                                "HTTP/1.1 200 OK\n" + fields + "Content-Length: 2\n\nok")));
    }

    @Test
    void aTargetsResponseGetsThem() throws Exception {
        rig.withListener(SECURE);
        target("X-Own: 1\n");
        try (var client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                var response = client.get("/");
                assertThat(response.body()).isEqualTo("ok");
                assertThat(response.head())
                        .isEqualToNormalizingNewlines(
                                """
                                HTTP/1.1 200 OK
                                X-Own: 1
                                Content-Length: 2
                                Strict-Transport-Security: max-age=31536000
                                Access-Control-Allow-Origin: https://a.example
                                X-Frame-Options: DENY

                                """);
            }
        }
    }

    @Test
    void theyReplaceWhatTheTargetSays() throws Exception {
        rig.withListener(SECURE);
        target("x-frame-options: SAMEORIGIN\nX-Frame-Options-2: kept\n");
        try (var client = rig.client()) {
            assertThat(client.get("/").head())
                    .containsOnlyOnce("X-Frame-Options: DENY\r\n")
                    .contains("X-Frame-Options-2: kept\r\n")
                    .doesNotContain("SAMEORIGIN");
        }
    }

    @Test
    void whatTheLoadBalancerAnswersGetsThemToo() throws Exception {
        rig.withListener(SECURE)
                .rule(
                        new Condition.PathPattern(List.of("/fixed")),
                        new Action.FixedResponse(200, "text/plain", "hi"))
                .apply();
        try (var client = rig.client()) {
            var fixed = client.get("/fixed");
            assertThat(fixed.field("X-Frame-Options")).isEqualTo("DENY");
            assertThat(fixed.field("Server")).isEqualTo("awselb/2.0");
            assertThat(client.get("/").field("X-Frame-Options")).isEqualTo("DENY");
        }
    }

    @Test
    void serverCanBeTakenAway() throws Exception {
        rig.withListener(Map.of(PREFIX + "server.enabled", "false"))
                .rule(
                        new Condition.PathPattern(List.of("/fixed")),
                        new Action.FixedResponse(200, "text/plain", "hi"));
        target("Server: secret/1.0\n");
        try (var client = rig.client()) {
            assertThat(client.get("/").head()).doesNotContain("secret");
            var fixed = client.get("/fixed");
            assertThat(fixed.field("Server")).isEmpty();
            assertThat(fixed.body()).isEqualTo("hi");
        }
    }

    @Test
    void withoutAttributesAResponsePassesAsItIs() throws Exception {
        target("Server: own/1.0\n");
        try (var client = rig.client()) {
            assertThat(client.get("/").head())
                    .isEqualTo("HTTP/1.1 200 OK\r\nServer: own/1.0\r\nContent-Length: 2\r\n\r\n");
        }
    }
}
