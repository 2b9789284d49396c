package dev.evenkeel.decide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecurityPolicyTest {
    private static SecurityPolicy named(String name) {
        return SecurityPolicy.named("ELBSecurityPolicy-" + name).orElseThrow();
    }

    private static List<String> ciphers(String policy) {
        return named(policy).ciphers().stream().map(SecurityPolicy.Cipher::name).toList();
    }

    @Test
    void noPolicyNamesACipherTwice() {
        for (SecurityPolicy policy : SecurityPolicy.all()) {
            assertThat(new HashSet<>(policy.ciphers())).hasSameSizeAs(policy.ciphers());
        }
    }

    @Test
    void onlyPoliciesWithTls13HaveItsCiphers() {
        for (SecurityPolicy policy : SecurityPolicy.all()) {
            boolean has = policy.ciphers().stream().anyMatch(SecurityPolicy.Cipher::isForTls13);
            assertThat(has).as(policy.name()).isEqualTo(policy.allowsTls13());
        }
    }

    @Test
    void theNamesOfPoliciesTellTheOldestVersion() {
        assertThat(named("TLS13-1-2-2021-06").protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(named("TLS13-1-0-2021-06").protocols()).endsWith("TLSv1.1", "TLSv1");
        assertThat(named("TLS-1-2-2017-01").protocols()).containsExactly("TLSv1.2");
    }

    @Test
    void theOldestPolicyStillHasTripleDes() {
        assertThat(ciphers("TLS-1-0-2015-04")).endsWith("DES-CBC3-SHA").hasSize(19);
        assertThat(ciphers("2016-08")).doesNotContain("DES-CBC3-SHA").hasSize(18);
    }

    @Test
    void restrictedPoliciesHaveGcmWithForwardSecrecyOnly() {
        assertThat(ciphers("FS-1-2-Res-2020-10"))
                .hasSize(4)
                .allMatch(name -> name.startsWith("ECDHE-") && name.contains("-GCM-"));
    }

    @Test
    void fipsPoliciesHaveNoChaCha() {
        for (SecurityPolicy policy : SecurityPolicy.all()) {
            boolean chaCha =
                    policy.ciphers().stream().anyMatch(cipher -> cipher.name().contains("CHACHA"));
            assertThat(chaCha && policy.isFips()).as(policy.name()).isFalse();
        }
    }

    @Test
    void suitesAreTranslatedIntoTheNamesOfOpenSsl() {
        assertThat(SecurityPolicy.opensslName("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
                .isEqualTo("ECDHE-RSA-AES128-GCM-SHA256");
        assertThat(SecurityPolicy.opensslName("TLS_AES_128_GCM_SHA256"))
                .isEqualTo("TLS_AES_128_GCM_SHA256");
        assertThat(SecurityPolicy.opensslName("unknown")).isEqualTo("unknown");
    }

    @Test
    void targetsAreSpokenToInEveryVersion() {
        assertThat(SecurityPolicy.TO_TARGETS.protocols())
                .containsExactly("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");
    }
}
