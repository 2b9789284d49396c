package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigFileTest {
    @Test
    void aLineSaysASettingAndMayRepeatIt() {
        assertThat(
                        parse(
                                "# the front door",
                                "",
                                "listen = 127.0.0.1:80",
                                "access-key=one:1=",
                                "  access-key = two:2  "))
                .isEqualTo(
                        Map.of(
                                Setting.LISTEN, List.of("127.0.0.1:80"),
                                Setting.ACCESS_KEY, List.of("one:1=", "two:2")));
    }

    @Test
    void aMistakeIsToldWithItsLine() {
        assertThatThrownBy(() -> parse("", "lisen = 127.0.0.1:80"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("my.conf line 2")
                .hasMessageContaining("lisen")
                .hasMessageContaining("listen, account");
        assertThatThrownBy(() -> parse("listen"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("my.conf line 1: want NAME = VALUE");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> ConfigFile.read(Path.of("/no/such/file.conf")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("/no/such/file.conf");
    }

    private static Map<Setting, List<String>> parse(String... lines) {
        return ConfigFile.parse("my.conf", List.of(lines));
    }
}
