package dev.evenkeel.decide.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays `certificate-choice.txt`.
class CertificateChoiceTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final List<ServerIdentity> IDENTITIES = new ArrayList<>();

    /// A line of the table.
    record Case(String policy, String client, String serverName, String certificate) {}

    static Stream<Case> cases() throws IOException {
        try (var in = CertificateChoiceTest.class.getResourceAsStream("certificate-choice.txt")) {
            if (in == null) {
                throw new IOException("certificate-choice.txt is missing");
            }
            String[] parts =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).split("----\n", 2);
            if (IDENTITIES.isEmpty()) {
                lines(parts[0]).map(CertificateChoiceTest::identity).forEach(IDENTITIES::add);
            }
            return lines(parts[1]).map(CertificateChoiceTest::parse);
        }
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    private static ServerIdentity identity(String line) {
        String[] words = line.split("\\s+");
        var builder = Certificates.builder(Algorithm.valueOf(words[1]), words[2]);
        if (words.length > 3) {
            builder.notAfter(Instant.parse(words[4] + "T00:00:00Z"));
        }
        X509Bundle bundle = Certificates.signed(builder);
        return ServerIdentity.of(words[0], Certificates.material(bundle)).orElseThrow();
    }

    private static Case parse(String line) {
        String[] parts = line.split("\\s*\\|\\s*");
        return new Case(parts[0], parts[1], parts[2].equals("-") ? "" : parts[2], parts[3]);
    }

    private static ClientHello hello(String client, String serverName) {
        String name = serverName.toLowerCase(Locale.ROOT);
        Set<Integer> modern = Set.of(0x1301, 0x1302, 0xc02b, 0xc02f, 0xc009, 0xc013);
        Set<Integer> schemes = Set.of(0x0403, 0x0503, 0x0804, 0x0401);
        Set<Integer> groups = Set.of(29, 23, 24);
        return switch (client) {
            case "modern" -> new ClientHello(name, modern, schemes, groups, Set.of(0x0304, 0x0303));
            case "tls12" ->
                    new ClientHello(name, Set.of(0xc02b, 0xc02f), schemes, groups, Set.of());
            case "p256" ->
                    new ClientHello(
                            name,
                            Set.of(0x1301),
                            Set.of(0x0403, 0x0804),
                            Set.of(23),
                            Set.of(0x0304));
            case "no-ec" ->
                    new ClientHello(name, Set.of(0xc02b, 0xc02f), Set.of(0x0401), groups, Set.of());
            case "old" -> new ClientHello(name, Set.of(0xc02f), Set.of(), Set.of(), Set.of());
            default -> throw new IllegalArgumentException(client);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTableHolds(Case one) {
        SecurityPolicy policy =
                SecurityPolicy.named("ELBSecurityPolicy-" + one.policy()).orElseThrow();
        ClientHello hello = hello(one.client(), one.serverName());
        assertThat(CertificateChoice.of(IDENTITIES, policy, hello, NOW).arn())
                .isEqualTo(one.certificate());
    }
}
