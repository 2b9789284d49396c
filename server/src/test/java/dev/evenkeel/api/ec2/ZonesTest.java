package dev.evenkeel.api.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
    @ParameterizedTest
    @CsvSource({
        "us-east-1a, use1-az1",
        "us-west-2c, usw2-az3",
        "ap-southeast-2b, apse2-az2",
        "eu-central-1a, euc1-az1"
    })
    void aZoneIdAbbreviatesTheRegion(String zone, String id) {
        assertThat(Zones.idOf(zone)).isEqualTo(id);
    }
}
