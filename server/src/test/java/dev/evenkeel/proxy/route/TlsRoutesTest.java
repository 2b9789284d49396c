package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Fleet;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How listeners speak TLS, from one table to the next.
class TlsRoutesTest {
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private final Fleet fleet = new Fleet();
    private LoadBalancer balancer;
    private TargetGroup group;
    private Listener listener;
    private RouteTable table = RouteTable.EMPTY;

    @BeforeEach
    void build() {
        balancer = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
        group = fleet.group("web", TargetType.IP, Protocol.HTTP);
        var certificate =
                Certificates.imported("1", Certificates.of(Algorithm.ecp256, "example.com"));
        fleet.put(certificate);
        listener =
                fleet.listener(balancer, Protocol.HTTPS, 443, group)
                        .secured(POLICY, List.of(certificate.id()));
        fleet.put(listener);
        compile();
    }

    private void compile() {
        table = RouteTable.compile(table, fleet.world());
    }

    private Tls tls() {
        return table.frontends().getFirst().tls().orElseThrow();
    }

    @Test
    void allNodesOfAListenerShareOne() {
        assertThat(table.frontends()).hasSize(2);
        assertThat(table.tls()).hasSize(1);
        assertThat(table.frontends().get(1).tls().orElseThrow()).isSameAs(tls());
        assertThat(tls().policy().name()).isEqualTo(POLICY);
        assertThat(tls().owner()).isEqualTo(balancer.id());
    }

    @Test
    void itStaysTheSameObjectWhileOtherThingsChange() {
        Tls before = tls();
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        compile();
        assertThat(tls()).isSameAs(before);
        fleet.put(listener.withTags(Tags.of(Map.of("a", "b"))));
        compile();
        assertThat(tls()).isSameAs(before);
    }

    @Test
    void newMaterialUnderTheSameNameMakesANewOne() {
        Tls before = tls();
        fleet.put(Certificates.imported("1", Certificates.of(Algorithm.rsa2048, "example.com")));
        compile();
        assertThat(tls().identities().getFirst().leaf().isEllipticCurve()).isFalse();
        assertThat(before.identities().getFirst().leaf().isEllipticCurve()).isTrue();
    }

    @Test
    void anotherCertificateLeavesTheFirstAsItWas() {
        var first = tls().identities().getFirst();
        var second = Certificates.imported("2", Certificates.of(Algorithm.rsa2048, "example.com"));
        fleet.put(second);
        String one = listener.certificates().getFirst();
        fleet.put(listener.secured(POLICY, List.of(one, second.id())));
        compile();
        assertThat(tls().identities()).hasSize(2);
        assertThat(tls().identities().getFirst()).isSameAs(first);
    }

    @Test
    void aListenerWithoutAUsableCertificateIsNotOpened() {
        fleet.put(listener.secured(POLICY, List.of("arn:aws:acm:us-east-1:1:certificate/none")));
        compile();
        assertThat(table.frontends()).isEmpty();
        var broken = Certificates.imported("3", Certificates.of(Algorithm.ecp256, "a.example"));
        var nonsense = new CertifiedKey("nonsense", "", "nonsense");
        fleet.put(broken.importedAgain(nonsense, Instant.EPOCH));
        fleet.put(listener.secured(POLICY, List.of(broken.id())));
        compile();
        assertThat(table.frontends()).isEmpty();
    }

    @Test
    void targetsAreToldOfTlsIfTheLoadBalancerSaysSo() {
        assertThat(tls().headers().areWanted()).isFalse();
        String enabled = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
        fleet.put(balancer.withAttributes(Attributes.of(Map.of(enabled, "true"))));
        compile();
        assertThat(tls().headers())
                .isEqualTo(new TlsHeaders("X-Amzn-Tls-Version", "X-Amzn-Tls-Cipher-Suite"));
        String name = "routing.http.request.x_amzn_tls_version.header_name";
        fleet.put(listener.withAttributes(Attributes.of(Map.of(name, "X-V"))));
        compile();
        assertThat(tls().headers().version()).isEqualTo("X-V");
    }

    @Test
    void targetsOfAnHttpsGroupAreEncrypted() {
        TargetGroup safe = fleet.group("safe", TargetType.IP, Protocol.HTTPS);
        fleet.listener(balancer, Protocol.HTTP, 8080, safe);
        fleet.target(safe, "127.31.0.30", 443);
        fleet.target(group, "127.31.0.31", 80);
        compile();
        for (var pool : table.pools()) {
            boolean encrypted = pool.group().equals(safe.arn().value());
            assertThat(pool.all()).hasSize(1).allMatch(each -> each.isEncrypted() == encrypted);
        }
    }

    @Test
    void aClassicListenerHasItsOneCertificate() {
        var uploaded =
                new ServerCertificate(
                        ServerCertificate.scopeOf(Fleet.SCOPE.account()),
                        "old",
                        "/",
                        "ASCA1",
                        Certificates.material(Certificates.of(Algorithm.ecp256, "example.com")),
                        Instant.EPOCH,
                        Tags.NONE);
        fleet.put(uploaded);
        fleet.remove(listener);
        fleet.classic(
                "old",
                new ListenerPorts(
                        Protocol.HTTPS,
                        8443,
                        Protocol.HTTPS,
                        9443,
                        Optional.of(uploaded.arn().value())));
        compile();
        assertThat(table.frontends()).hasSize(3);
        assertThat(tls().identities().getFirst().arn()).isEqualTo(uploaded.arn().value());
        assertThat(tls().applicationProtocols()).containsExactly("http/1.1");
    }
}
