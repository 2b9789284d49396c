package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineToolTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Object> calls = new ArrayList<>();
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
            };

    @TempDir Path home;

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

    @Test
    void zoneAsksTheServerWithASignedRequest() throws IOException {
        List<String> asked = new ArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        try {
            String listen = "--listen=127.0.0.1:" + server.getAddress().getPort();
            assertThat(run(Map.of(), "zone", "us-east-1c", "off", listen)).isZero();
        } finally {
            server.stop(0);
        }

        assertThat(asked.getFirst()).isEqualTo("PUT /_evenkeel/zones/us-east-1c/off");
        assertThat(asked.getLast()).contains("/us-east-1/evenkeel/aws4_request");
        assertThat(out).hasToString("zone us-east-1c is off\n");
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
