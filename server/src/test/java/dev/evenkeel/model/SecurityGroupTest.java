package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityGroupTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Network NETWORK = Network.of(HOME, List.of("us-east-1a"));

    @Test
    void theDefaultGroupIsTheSameAtEveryStart() {
        assertThat(SecurityGroup.defaultOf(HOME, NETWORK))
                .isEqualTo(SecurityGroup.defaultOf(HOME, NETWORK));
    }

    @Test
    void theDefaultGroupLetsItsMembersReachEachOtherAndEverythingOut() {
        SecurityGroup group = SecurityGroup.defaultOf(HOME, NETWORK);

        assertThat(group.groupId()).matches("sg-[0-9a-f]{17}");
        assertThat(group.ingress()).singleElement().returns(group.groupId(), p -> p.peer());
        assertThat(group.egress()).singleElement().returns("0.0.0.0/0", p -> p.peer());
    }
}
