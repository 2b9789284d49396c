package dev.evenkeel.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    private static int most(String line) {
        return OpenFiles.most(
                List.of(
                        "Limit                     Soft Limit           Hard Limit           Units",
                        "Max processes             63448                63448                processes",
                        line));
    }

    @Test
    void theSoftLimitHolds() {
        assertThat(
                        most(
                                "Max open files            4096                 524288               files"))
                .isEqualTo(4096);
    }

    @Test
    void thereMayBeNone() {
        assertThat(
                        most(
                                "Max open files            unlimited            unlimited            files"))
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whereNothingIsToldLittleIsAssumed() {
        assertThat(OpenFiles.most(List.of())).isEqualTo(1024);
        assertThat(OpenFiles.most()).isPositive();
    }
}
