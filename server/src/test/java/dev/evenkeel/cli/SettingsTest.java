package dev.evenkeel.cli;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.Scope;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, String> HOME = Map.of("HOME", "/home/ada");

    @Test
    void saysWhatAPlainServerDoesWhereNothingIsSaid() {
        Settings settings = Settings.from(new Values(Map.of(), HOME, Map.of()));

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                Path.of("/home/ada/.local/state/evenkeel"),
                                Endpoint.parse("127.0.0.1:4566"),
                                new Scope("000000000000", "us-east-1"),
                                List.of("us-east-1a", "us-east-1b", "us-east-1c"),
                                List.of(),
                                Auth.SIGV4,
                                Endpoint.parse("127.0.0.1:4553"),
                                SocketTransport.AUTO,
                                ClockKind.SYSTEM,
                                Optional.empty(),
                                Optional.empty(),
                                false));
    }

    @Test
    void takesEverySettingFromAFlag() {
        Settings settings =
                Settings.from(
                        Values.ofFlags(
                                Map.ofEntries(
                                        entry(Setting.DATA, List.of("/srv/evenkeel")),
                                        entry(Setting.LISTEN, List.of("0.0.0.0:80")),
                                        entry(Setting.ACCOUNT, List.of("123456789012")),
                                        entry(Setting.REGION, List.of("eu-central-1")),
                                        entry(Setting.ZONES, List.of("a,eu-central-1d")),
                                        entry(Setting.ACCESS_KEY, List.of("one:1", "two:2")),
                                        entry(Setting.AUTH, List.of("sigv4")),
                                        entry(Setting.DNS, List.of("[::1]:53")),
                                        entry(Setting.TRANSPORT, List.of("io_uring")),
                                        entry(Setting.CLOCK, List.of("manual")),
                                        entry(
                                                Setting.NOTIFY_WEBHOOK,
                                                List.of("https://ops.example/events?to=me")),
                                        entry(Setting.FUNCTIONS, List.of("/srv/functions")),
                                        entry(Setting.STOP_INSTANCES, List.of("true")))));

        assertThat(settings)
                .isEqualTo(
                        new Settings(
                                Path.of("/srv/evenkeel"),
                                Endpoint.parse("0.0.0.0:80"),
                                new Scope("123456789012", "eu-central-1"),
                                List.of("eu-central-1a", "eu-central-1d"),
                                List.of(new AccessKey("one", "1"), new AccessKey("two", "2")),
                                Auth.SIGV4,
                                Endpoint.parse("[::1]:53"),
                                SocketTransport.IO_URING,
                                ClockKind.MANUAL,
                                Optional.of(URI.create("https://ops.example/events?to=me")),
                                Optional.of(Path.of("/srv/functions")),
                                true));
    }

    @Test
    void aFlagWinsOverAVariableAVariableOverTheFileTheFileOverTheDefault() {
        Map<Setting, List<String>> file =
                Map.of(
                        Setting.REGION, List.of("eu-west-1"),
                        Setting.ACCOUNT, List.of("111111111111"),
                        Setting.ZONES, List.of("c"));
        Map<String, String> environment =
                Map.of(
                        "HOME", "/h",
                        "EVENKEEL_REGION", "eu-west-2",
                        "EVENKEEL_ACCOUNT", "222222222222");
        Map<Setting, List<String>> flags = Map.of(Setting.REGION, List.of("eu-west-3"));

        Settings settings = Settings.from(new Values(flags, environment, file));

        assertThat(settings.scope()).isEqualTo(new Scope("222222222222", "eu-west-3"));
        assertThat(settings.zones()).containsExactly("eu-west-3c");
        assertThat(settings.dns()).isEqualTo(Endpoint.parse("127.0.0.1:4553"));
    }

    @Test
    void severalKeysMayStandInOneVariableOrOnSeveralLines() {
        Values variable =
                new Values(
                        Map.of(),
                        Map.of("HOME", "/h", "EVENKEEL_ACCESS_KEY", "one:1, two:2"),
                        Map.of(Setting.ACCESS_KEY, List.of("three:3")));
        Values lines =
                new Values(Map.of(), HOME, Map.of(Setting.ACCESS_KEY, List.of("one:1", "two:2")));
        List<AccessKey> both = List.of(new AccessKey("one", "1"), new AccessKey("two", "2"));

        assertThat(Settings.from(variable).accessKeys()).isEqualTo(both);
        assertThat(Settings.from(lines).accessKeys()).isEqualTo(both);
    }

    @Test
    void stateIsKeptWhereTheSystemSaysThatStateIsKept() {
        Values xdg =
                new Values(Map.of(), Map.of("HOME", "/h", "XDG_STATE_HOME", "/state"), Map.of());

        assertThat(Settings.from(xdg).data()).isEqualTo(Path.of("/state/evenkeel"));
        assertThatThrownBy(() -> Settings.from(Values.ofFlags(Map.of())))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--data DIR");
    }

    @Test
    void unsignedCallsAreForLoopbackOnly() {
        assertThat(Settings.from(said(Setting.AUTH, "none")).auth()).isEqualTo(Auth.NONE);
        assertThatThrownBy(() ->
                        Settings.from(
                                new Values(
                                        Map.of(
                                                Setting.AUTH, List.of("none"),
                                                Setting.LISTEN, List.of("0.0.0.0:4566")),
                                        HOME,
                                        Map.of())))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--auth sigv4");
    }

    @Test
    void wrongValuesAreRefusedUnderTheFlagsName() {
        assertRefused(Setting.LISTEN, "4566", "--listen");
        assertRefused(Setting.LISTEN, "example.org:80", "--listen");
        assertRefused(Setting.DNS, "127.0.0.1:70000", "--dns");
        assertRefused(Setting.ACCOUNT, "12", "--account");
        assertRefused(Setting.REGION, "mars", "--region");
        assertRefused(Setting.ZONES, "a,a", "--zones");
        assertRefused(Setting.ZONES, "", "--zones");
        assertRefused(Setting.ZONES, "north", "--zones");
        assertRefused(Setting.ACCESS_KEY, "secretless", "--access-key");
        assertRefused(Setting.AUTH, "maybe", "--auth");
        assertRefused(Setting.NETWORK, "bridge", "--network");
        assertRefused(Setting.TRANSPORT, "pigeon", "--transport");
        assertRefused(Setting.INSTANCES, "docker", "--instances");
        assertRefused(Setting.STOP_INSTANCES, "perhaps", "EVENKEEL_STOP_INSTANCES");
    }

    @Test
    void everySettingIsAFlagAVariableAndALine() {
        assertThat(Setting.ACCESS_KEY.flag()).isEqualTo("--access-key");
        assertThat(Setting.ACCESS_KEY.variable()).isEqualTo("EVENKEEL_ACCESS_KEY");
        for (Setting setting : Setting.values()) {
            assertThat(Setting.named(setting.key())).contains(setting);
        }
    }

    private static void assertRefused(Setting setting, String value, String named) {
        assertThatThrownBy(() -> Settings.from(said(setting, value)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(named);
    }

    private static Values said(Setting setting, String value) {
        return new Values(Map.of(setting, List.of(value)), HOME, Map.of());
    }
}
