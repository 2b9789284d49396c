package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;

class CannotStartTest {
    @Test
    void aTakenPortIsToldWithHowToFindWhoHasIt() {
        CannotStart why =
                CannotStart.cannotListen(
                        Endpoint.parse("127.0.0.1:4566"),
                        Setting.LISTEN,
                        new BindException("Address already in use"));

        assertThat(why)
                .hasMessageContaining("127.0.0.1:4566")
                .hasMessageContaining("Address already in use")
                .hasMessageContaining("ss -ltnup 'sport = :4566'")
                .hasMessageContaining("--listen HOST:PORT");
    }

    @Test
    void aPortThatOnlyRootMayOpenIsToldWithTheWayAroundIt() {
        CannotStart why =
                CannotStart.cannotListen(
                        Endpoint.parse("127.0.0.1:53"),
                        Setting.DNS,
                        new BindException("Permission denied"));

        assertThat(why)
                .hasMessageContaining("--dns")
                .hasMessageContaining("ip_unprivileged_port_start=53");
    }
}
