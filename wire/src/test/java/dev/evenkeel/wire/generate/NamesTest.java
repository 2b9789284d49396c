package dev.evenkeel.wire.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void aMemberIsSpelledAsAComponent() {
        assertThat(Names.component("LoadBalancerArn")).isEqualTo("loadBalancerArn");
        assertThat(Names.component("DNSName")).isEqualTo("dnsName");
        assertThat(Names.component("EC2InstanceId")).isEqualTo("ec2InstanceId");
        assertThat(Names.component("ID")).isEqualTo("id");
        assertThat(Names.component("T")).isEqualTo("t");
        assertThat(Names.component("VpcId")).isEqualTo("vpcId");
    }

    @Test
    void wordsOfJavaGetAnUnderscore() {
        assertThat(Names.component("Default")).isEqualTo("default_");
        assertThat(Names.component("Return")).isEqualTo("return_");
    }

    @Test
    void constantsKeepAcronymsTogether() {
        assertThat(Names.constant("DescribeSSLPolicies")).isEqualTo("DESCRIBE_SSL_POLICIES");
        assertThat(Names.constant("SetIpAddressType")).isEqualTo("SET_IP_ADDRESS_TYPE");
        assertThat(Names.constant("ALPNPolicyNotSupported")).isEqualTo("ALPN_POLICY_NOT_SUPPORTED");
    }
}
