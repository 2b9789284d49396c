package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Object> calls = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();
    private final Commands commands =
            new Commands() {
                @Override
                public int serve(Settings settings) {
                    calls.add(settings);
                    return 0;
                }

                @Override
                public int demo(Settings settings, Story story) {
                    calls.add(story.exit() ? "demo and exit" : "demo and stay");
                    return 3;
                }

                @Override
                public int simulate(Experiment experiment) {
                    calls.add(experiment);
                    return 0;
                }
            };

    @TempDir Path home;

    @Test
    void simulateGetsItsFilesAndWhereToWrite() {
        run(Map.of(), "simulate", "a", "--compare", "b", "c", "--svg", "d.svg");

        assertThat(calls)
                .containsExactly(
                        new Commands.Experiment(
                                Path.of("a"),
                                List.of(Path.of("b"), Path.of("c")),
                                Optional.empty(),
                                Optional.of(Path.of("d.svg"))));
    }

    @Test
    void serveGetsItsSettingsFromFlagsVariablesAndFile() throws IOException {
        Path file =
                Files.writeString(home.resolve("my.conf"), "account = 111111111111\nzones = a\n");

        int status =
                run(
                        Map.of("EVENKEEL_REGION", "eu-west-1", "EVENKEEL_CONFIG", file.toString()),
                        "serve",
                        "--listen=127.0.0.1:0",
                        "--access-key",
                        "one:1",
                        "--access-key",
                        "two:2",
                        "--stop-instances");

        assertThat(status).isZero();
        assertThat(calls)
                .singleElement()
                .isInstanceOfSatisfying(
                        Settings.class,
                        settings -> {
                            assertThat(settings.listen()).hasToString("127.0.0.1:0");
                            assertThat(settings.scope().account()).isEqualTo("111111111111");
                            assertThat(settings.zones()).containsExactly("eu-west-1a");
                            assertThat(settings.accessKeys()).hasSize(2);
                            assertThat(settings.stopInstances()).isTrue();
                            assertThat(settings.data())
                                    .isEqualTo(home.resolve(".local/state/evenkeel"));
                        });
    }

    @Test
    void demoSaysWhetherToStayAndEndsWithItsStatus() {
        assertThat(run(Map.of(), "demo", "--exit")).isEqualTo(3);
        assertThat(run(Map.of(), "demo")).isEqualTo(3);
        assertThat(calls).containsExactly("demo and exit", "demo and stay");
    }

    @Test
    void envPrintsWhatAShellEvaluates() {
        assertThat(run(Map.of(), "env", "--access-key", "ada:it's", "--region", "eu-west-1"))
                .isZero();

        assertThat(out.toString().lines())
                .contains(
                        "export AWS_ENDPOINT_URL='http://127.0.0.1:4566'",
                        "export AWS_ACCESS_KEY_ID='ada'",
                        "export AWS_SECRET_ACCESS_KEY='it'\\''s'",
                        "export AWS_DEFAULT_REGION='eu-west-1'",
                        "aws() { command aws --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"; }");
    }

    @Test
    void envMakesAndKeepsAKeyWhereNoneIsSaid() {
        run(Map.of(), "env");
        String first = out.toString();
        out.getBuffer().setLength(0);
        run(Map.of(), "env");

        assertThat(out).hasToString(first);
        assertThat(first).contains("AKIA");
    }

    /// Runs a command against a server that answers what it is told to; what it was asked: method
    /// and path, signature, body.
    private List<String> asked(int status, String answer, String... command) throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    asked.add(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        try {
            List<String> line = new ArrayList<>(List.of(command));
            line.add("--listen=127.0.0.1:" + server.getAddress().getPort());
            statuses.add(run(Map.of(), line.toArray(String[]::new)));
        } finally {
            server.stop(0);
        }
        return asked;
    }

    @Test
    void zoneAsksTheServerWithASignedRequest() throws IOException {
        List<String> asked = asked(204, "", "zone", "us-east-1c", "off");
        assertThat(statuses).containsExactly(0);
        assertThat(asked.getFirst()).isEqualTo("PUT /_evenkeel/zones/us-east-1c/off");
        assertThat(asked.get(1)).contains("/us-east-1/evenkeel/aws4_request");
        assertThat(out).hasToString("zone us-east-1c is off\n");
    }

    @Test
    void spotCapacityIsTakenBack() throws IOException {
        assertThat(asked(200, "{}", "spot", "reclaim", "i-1").getFirst())
                .isEqualTo("POST /_evenkeel/spot/instances/i-1/reclaim");
        assertThat(asked(200, "{}", "spot", "recommend", "t3.micro", "us-east-1a").getFirst())
                .isEqualTo("POST /_evenkeel/spot/pools/t3.micro/us-east-1a/recommend");
        assertThat(statuses).containsExactly(0, 0);
        assertThat(out).hasToString("{}\n".repeat(2));
    }

    @Test
    void whatMayBeLeftOutIsShownInBracketsAndNotMissed() {
        assertThat(run(Map.of(), "spot", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: evenkeel spot [OPTIONS] reclaim|recommend WHICH [ZONE]\n");
        assertThat(run(Map.of(), "spot", "reclaim")).isEqualTo(2);
        assertThat(err.toString()).contains("WHICH").doesNotContain("ZONE");
    }

    @Test
    void clockShowsTheTimeOfTheServer() throws IOException {
        String answer = "{\"mode\":\"manual\",\"now\":\"2026-03-01T12:00:00Z\"}";
        assertThat(asked(200, answer, "clock").getFirst()).isEqualTo("GET /_evenkeel/clock");
        assertThat(asked(200, answer, "clock", "show").getFirst())
                .isEqualTo("GET /_evenkeel/clock");
        assertThat(out).hasToString("2026-03-01T12:00:00Z (manual clock)\n".repeat(2));
    }

    @ParameterizedTest
    @CsvSource({
        "advance, 90s, '{\"advance\":\"PT1M30S\"}'",
        "advance, 15m, '{\"advance\":\"PT15M\"}'",
        "advance, 1h30m, '{\"advance\":\"PT1H30M\"}'",
        "advance, 2d, '{\"advance\":\"PT48H\"}'",
        "advance, PT15M, '{\"advance\":\"PT15M\"}'",
        "advance, pt1s, '{\"advance\":\"PT1S\"}'",
        "to, 2026-03-01T12:15:00Z, '{\"to\":\"2026-03-01T12:15:00Z\"}'"
    })
    void clockMovesTheServersClock(String how, String where, String body) throws IOException {
        String answer = "{\"mode\":\"manual\",\"now\":\"2026-03-01T12:15:00Z\"}";
        List<String> asked = asked(200, answer, "clock", how, where);
        assertThat(asked.getFirst()).isEqualTo("POST /_evenkeel/clock");
        assertThat(asked.get(1)).startsWith("AWS4-HMAC-SHA256 Credential=");
        assertThat(asked.getLast()).isEqualTo(body);
        assertThat(out).hasToString("2026-03-01T12:15:00Z (manual clock)\n");
    }

    @Test
    void clockSaysWhyTheServerDidNotMoveIt() throws IOException {
        asked(
                409,
                "{\"error\":\"X\",\"message\":\"Say \\\"please\\\".\"}",
                "clock",
                "advance",
                "1m");
        assertThat(statuses).containsExactly(1);
        assertThat(err).hasToString("evenkeel: Say \"please\".\n");
    }

    @ParameterizedTest
    @CsvSource({
        "advance, soon",
        "advance, ''",
        "advance, 1w",
        "advance, 99999999999999999999s",
        "to, '\"'"
    })
    void clockRefusesWhatIsNoTime(String how, String where) {
        assertThat(run(Map.of(), "clock", how, where)).isEqualTo(1);
        assertThat(err.toString()).containsAnyOf("want a", "say how far");
    }

    @Test
    void explainAsksForASubjectByItsName() throws IOException {
        assertThat(asked(200, "because\n", "explain", "alarm", "busy bees").getFirst())
                .isEqualTo("GET /_evenkeel/explain/alarm/busy%20bees");
        assertThat(asked(200, "because\n", "explain", "termination", "web").getFirst())
                .isEqualTo("GET /_evenkeel/explain/termination/web");
        assertThat(out).hasToString("because\n".repeat(2));
    }

    @Test
    void explainAsksForARouteByTheWholeRequest() throws IOException {
        List<String> asked =
                asked(
                        200,
                        "because",
                        "explain",
                        "route",
                        "http://web/a?b=c",
                        "--method=PUT",
                        "--header=Host: shop",
                        "--header=X: y",
                        "--client=10.0.0.1");
        assertThat(asked.getFirst())
                .isEqualTo(
                        "GET /_evenkeel/explain/route?url=http%3A%2F%2Fweb%2Fa%3Fb%3Dc&method=PUT"
                                + "&header=Host%3A%20shop&header=X%3A%20y&client=10.0.0.1");
    }

    @Test
    void explainSaysWhatTheServerDoesNotKnow() throws IOException {
        asked(
                404,
                "{\"error\":\"NotFound\",\"message\":\"There is no alarm a\"}",
                "explain",
                "alarm",
                "a");
        assertThat(err).hasToString("evenkeel: There is no alarm a.\n");
        assertThat(run(Map.of(), "explain", "weather", "today")).isEqualTo(2);
    }

    @Test
    void zoneSaysThatNoServerAnswers() {
        assertThat(run(Map.of(), "zone", "us-east-1c", "on", "--listen", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("no server answers at 127.0.0.1:1")
                .contains("evenkeel serve");
    }

    @Test
    void zoneKnowsItsZones() {
        assertThat(run(Map.of(), "zone", "us-east-1x", "on")).isEqualTo(1);
        assertThat(err.toString()).contains("there are us-east-1a, us-east-1b, us-east-1c");
    }

    @Test
    void aMistypedFlagIsNamedWithTheWayToTheHelp() {
        assertThat(run(Map.of(), "serve", "--lisen", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--lisen").contains("evenkeel serve --help");
        assertThat(calls).isEmpty();
    }

    @Test
    void aWrongValueEndsWithOneSentence() {
        assertThat(run(Map.of(), "serve", "--zones", "a,a")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("evenkeel: --zones");
    }

    @Test
    void theHelpNamesEverySettingAndItsDefault() {
        assertThat(run(Map.of(), "serve", "--help")).isZero();

        for (Setting setting : Setting.values()) {
            assertThat(out.toString()).contains(setting.flag());
        }
        assertThat(out.toString()).contains("Default: 127.0.0.1:4566.");
    }

    @Test
    void withoutACommandTheCommandsAreShown() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(out.toString()).contains("serve", "demo", "env", "zone", "version");
    }

    @Test
    void versionIsOneLine() {
        assertThat(run(Map.of(), "version")).isZero();
        assertThat(out.toString().lines()).singleElement().asString().startsWith("evenkeel ");
    }

    private int run(Map<String, String> variables, String... arguments) {
        Map<String, String> environment = new java.util.HashMap<>(variables);
        environment.put("HOME", home.toString());
        CommandLineTool.Surroundings surroundings =
                new CommandLineTool.Surroundings(
                        environment,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        Clock.system(),
                        new Random(7));
        return new CommandLineTool(commands, surroundings).run(arguments);
    }
}
