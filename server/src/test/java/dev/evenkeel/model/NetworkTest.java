package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.evenkeel.model.Network.Subnet;
import dev.evenkeel.scenario.Fleet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Network NETWORK = Network.of(Fleet.SCOPE, Fleet.ZONES);

    @Test
    void aSubnetHasItsOwnPartOfTheNetwork() {
        assertThat(NETWORK.subnets())
                .extracting(Subnet::zone, Subnet::cidr)
                .containsExactly(
                        tuple("us-east-1a", "127.31.0.0/20"),
                        tuple("us-east-1b", "127.31.16.0/20"),
                        tuple("us-east-1c", "127.31.32.0/20"));
    }

    @Test
    void theIdsAreTheSameAtEveryStartAndDifferentElsewhere() {
        Network elsewhere = Network.of(new Scope("111111111111", "us-east-1"), Fleet.ZONES);

        assertThat(Network.of(Fleet.SCOPE, Fleet.ZONES)).isEqualTo(NETWORK);
        assertThat(elsewhere.vpcId()).isNotEqualTo(NETWORK.vpcId());
        assertThat(elsewhere.subnets())
                .extracting(Subnet::subnetId)
                .doesNotContainAnyElementsOf(ids());
        assertThat(ids())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("subnet-0[0-9a-f]{16}"));
    }

    @Test
    void sixteenZonesFitAndNoMore() {
        List<String> sixteen =
                IntStream.range(0, 16).mapToObj(n -> "us-east-1" + (char) ('a' + n)).toList();

        assertThat(Network.of(Fleet.SCOPE, sixteen).subnets().getLast().cidr())
                .isEqualTo("127.31.240.0/20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.of(Fleet.SCOPE, Collections.nCopies(17, "us-east-1a")));
        assertThatIllegalArgumentException().isThrownBy(() -> Network.of(Fleet.SCOPE, List.of()));
    }

    @Test
    void anAddressTellsItsZone() {
        assertThat(NETWORK.zoneOf("127.31.0.4")).contains("us-east-1a");
        assertThat(NETWORK.zoneOf("127.31.15.255")).contains("us-east-1a");
        assertThat(NETWORK.zoneOf("127.31.16.0")).contains("us-east-1b");
        assertThat(NETWORK.zoneOf("127.31.47.1")).contains("us-east-1c");
        assertThat(NETWORK.zoneOf("127.31.48.1")).as("a zone that is not there").isEmpty();
        assertThat(NETWORK.zoneOf("127.30.0.4")).isEmpty();
        assertThat(NETWORK.zoneOf("127.31.0")).isEmpty();
    }

    @Test
    void subnetsAreFoundByIdAndByZone() {
        Subnet second = NETWORK.subnets().get(1);

        assertThat(NETWORK.subnet(second.subnetId())).contains(second);
        assertThat(NETWORK.subnetOf("us-east-1b")).contains(second);
        assertThat(NETWORK.subnet("subnet-1")).isEmpty();
        assertThat(NETWORK.subnetOf("us-east-1x")).isEmpty();
    }

    @Test
    void anAddressInUseIsNotGivenTwice() {
        Fleet fleet = new Fleet();
        fleet.instance("127.31.0.4");
        fleet.instance("127.31.0.6");
        Subnet first = NETWORK.subnets().getFirst();

        assertThat(NETWORK.freeAddresses(fleet.world(), first, 3).orElseThrow())
                .containsExactly("127.31.0.5", "127.31.0.7", "127.31.0.8");
    }

    @Test
    void theFirstAddressesAndTheLastStayFreeAsOnAws() {
        Subnet first = NETWORK.subnets().getFirst();
        List<String> all = NETWORK.freeAddresses(new Fleet().world(), first, 4091).orElseThrow();

        assertThat(all).startsWith("127.31.0.4").endsWith("127.31.15.254");
        assertThat(NETWORK.freeAddresses(new Fleet().world(), first, 4092)).isEmpty();
    }

    @Test
    void aNodeStandsInItsSubnetWithAnInterfaceOfItsOwn() {
        Fleet fleet = new Fleet();
        fleet.instance("127.31.16.4");
        LoadBalancerNode node =
                LoadBalancerNode.in(fleet.world(), NETWORK.subnets().get(1), new Random(3))
                        .orElseThrow();

        assertThat(node.zone()).isEqualTo("us-east-1b");
        assertThat(node.address()).isEqualTo("127.31.16.5");
        assertThat(node.networkInterfaceId()).matches("eni-0[0-9a-f]{16}");
    }

    private static List<String> ids() {
        return NETWORK.subnets().stream().map(Subnet::subnetId).toList();
    }
}
