package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EndpointTest {
    @Test
    void readsAddressesOfBothFamiliesAndLocalhost() {
        assertThat(Endpoint.parse("127.0.0.1:4566")).hasToString("127.0.0.1:4566");
        assertThat(Endpoint.parse("[::1]:53")).hasToString("[0:0:0:0:0:0:0:1]:53");
        assertThat(Endpoint.parse("localhost:0")).hasToString("127.0.0.1:0");
    }

    @Test
    void doesNotAskDnsForAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("example.org:80"));
    }

    @Test
    void wantsAPort() {
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("127.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("127.0.0.1:http"));
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse("127.0.0.1:65536"));
    }

    @Test
    void aServerOnEveryAddressIsReachedThroughLoopback() {
        assertThat(Endpoint.parse("0.0.0.0:4566").url()).isEqualTo("http://127.0.0.1:4566");
        assertThat(Endpoint.parse("127.0.0.2:80").url()).isEqualTo("http://127.0.0.2:80");
    }

    @Test
    void knowsWhatOnlyThisMachineReaches() {
        assertThat(Endpoint.parse("127.9.9.9:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("[::1]:1").isLoopback()).isTrue();
        assertThat(Endpoint.parse("0.0.0.0:1").isLoopback()).isFalse();
    }
}
