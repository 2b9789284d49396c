package dev.evenkeel.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ports may be opened, as the kernel's files tell.
class PortsTest {
    private static String status(String capabilities) {
        return "Name:\tjava\nCapPrm:\tffffffffffffffff\nCapEff:\t"
                + capabilities
                + "\nSeccomp:\t0\n";
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 1024, 1024",
        "0000000000000000, 80, 80",
        "0000000000000000, 0, 1",
        "0000000000000400, 1024, 1",
        "000001ffffffffff, 1024, 1",
        "ffffffffffffffff, 1024, 1",
        "fffffffffffffbff, 1024, 1024",
        "0000000000000800, 1024, 1024"
    })
    void theLowestPortFollowsFromTheRightToBindAndTheKernelsSetting(
            String capabilities, String unprivilegedStart, int lowest) {
        assertThat(Ports.lowest(unprivilegedStart + "\n", status(capabilities))).isEqualTo(lowest);
    }

    @Test
    void aStatusWithoutCapabilitiesGrantsNothing() {
        assertThat(Ports.lowest("1024", "Name:\tjava\n")).isEqualTo(1024);
        assertThat(Ports.lowest("1024", "")).isEqualTo(1024);
    }

    @Test
    void thisProcessMayOpenSomePort() {
        assertThat(Ports.lowest()).isBetween(1, 65_535);
    }

    @Test
    void aKernelSettingIsReadWhole() throws IOException {
        assertThat(Ports.setting(Path.of("/proc/sys/kernel/pid_max"))).matches("\\d{4,}");
    }
}
