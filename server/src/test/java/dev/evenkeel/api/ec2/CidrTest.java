package dev.evenkeel.api.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 0.0.0.0/0",
        "255.255.255.255/0, 0.0.0.0/0",
        "100.68.0.18/18, 100.68.0.0/18",
        "10.1.2.3/32, 10.1.2.3/32",
        "10.255.255.255/9, 10.128.0.0/9",
    })
    void anIpv4RangeBeginsWithItsFirstAddress(String asked, String kept) {
        assertThat(Cidr.ipv4(asked)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "::/0, ::/0",
        "0:0:0:0:0:0:0:1/128, ::1/128",
        "2001:DB8::1/32, 2001:db8::/32",
        "2001:db8:1234:1a00:9691:9503:25ad:1761/53, 2001:db8:1234:1800::/53",
        "2001:0:0:1:0:0:0:1/128, 2001:0:0:1::1/128",
        "1:2:3:4:5:6:7:8/128, 1:2:3:4:5:6:7:8/128",
    })
    void anIpv6RangeHasOneName(String asked, String kept) {
        assertThat(Cidr.ipv6(asked)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.256/8", "10.0.0/8", "::/0", "host/8", ""})
    void whatIsNoIpv4RangeIsRefused(String asked) {
        assertThatThrownBy(() -> Cidr.ipv4(asked))
                .isInstanceOf(ApiFault.class)
                .hasMessage("CIDR block " + asked + " is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::/129", ":::/8", "1:2:3/16", "10.0.0.0/8", "::g/8"})
    void whatIsNoIpv6RangeIsRefused(String asked) {
        assertThatThrownBy(() -> Cidr.ipv6(asked))
                .isInstanceOf(ApiFault.class)
                .hasMessage("CIDR block " + asked + " is malformed");
    }
}
