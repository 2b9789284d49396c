package dev.evenkeel.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.decide.HealthVerdict.Wording;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.probe.Check.Question;
import dev.evenkeel.scenario.Fleet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private final Fleet fleet = new Fleet();
    private final LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
    private final TargetGroup group = fleet.group("web", TargetType.INSTANCE, Protocol.HTTP);
    private final TargetGroup ips = fleet.group("ips", TargetType.IP, Protocol.HTTP);

    @Test
    void aTargetIsAskedOnItsTrafficPortAsItsGroupSays() {
        fleet.listener(alb, Protocol.HTTP, 80, group);
        Target target = fleet.target(group, fleet.instance("127.31.0.50").id(), 8080);

        Check check = check(target.ref());

        assertThat(check.address()).isEqualTo(socket("127.31.0.50", 8080));
        assertThat(check.terms().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(check.terms().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(check.terms().thresholds())
                .isEqualTo(new Thresholds(5, 2, Wording.TARGET_GROUP));
        assertThat(check.question())
                .isEqualTo(
                        new Question.Get(
                                false, "/", HttpCodes.parse("200"), "ELB-HealthChecker/2.0"));
        assertThat(check.reachable()).isTrue();
    }

    @Test
    void aFixedPortIsAskedInsteadOfTheTrafficPort() {
        fleet.listener(alb, Protocol.HTTP, 80, group);
        Target target = fleet.target(group, fleet.instance("127.31.0.50").id(), 8080);
        HealthCheck before = group.healthCheck();
        fleet.put(
                group.withHealthCheck(
                        new HealthCheck(
                                true,
                                Protocol.TCP,
                                Optional.of(9000),
                                "",
                                before.interval(),
                                before.timeout(),
                                2,
                                2,
                                "")));

        assertThat(check(target.ref()).address()).isEqualTo(socket("127.31.0.50", 9000));
        assertThat(check(target.ref()).question()).isEqualTo(new Question.Connect());
    }

    @Test
    void aGroupThatNobodyUsesIsNotChecked() {
        fleet.target(group, fleet.instance("127.31.0.50").id(), 8080);

        assertThat(checks()).isEmpty();
    }

    @Test
    void aDrainingTargetIsCheckedUntilItIsGone() {
        fleet.listener(alb, Protocol.HTTP, 80, group);
        Target target = fleet.target(group, fleet.instance("127.31.0.50").id(), 8080);
        Target draining = target.draining(Instant.parse("2026-01-01T00:05:00Z"));
        fleet.put(draining);

        assertThat(checks()).containsOnlyKeys(target.ref());
        fleet.remove(draining);
        assertThat(checks()).isEmpty();
    }

    @Test
    void anInstanceThatDoesNotRunIsNotChecked() {
        fleet.listener(alb, Protocol.HTTP, 80, group);
        Instance instance = fleet.instance("127.31.0.50");
        fleet.target(group, instance.id(), 8080);
        fleet.put(instance.withState(Instance.State.SHUTTING_DOWN, ""));

        assertThat(checks()).isEmpty();
    }

    @Test
    void aTargetInAZoneThatIsOffIsOutOfReach() {
        fleet.listener(alb, Protocol.HTTP, 80, group);
        Target inA = fleet.target(group, fleet.instance("127.31.0.50").id(), 8080);
        Target inB = fleet.target(group, fleet.instance("127.31.16.50").id(), 8080);
        fleet.switchOff(1);

        assertThat(check(inA.ref()).reachable()).isTrue();
        assertThat(check(inB.ref()).reachable()).isFalse();
    }

    @Test
    void aClassicLoadBalancersInstancesAreAskedAsItSays() {
        Instance instance = fleet.instance("127.31.0.50");
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var old = fleet.classic("old", ports, instance);
        var settings =
                new ClassicHealthCheck(
                        Protocol.SSL,
                        8443,
                        "",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(3),
                        4,
                        6);
        fleet.put(old.withHealthCheck(settings));

        Check check = check(TargetRef.classic(old, instance.instanceId(), 8443));

        assertThat(check.address()).isEqualTo(socket("127.31.0.50", 8443));
        assertThat(check.question()).isEqualTo(new Question.Handshake());
        assertThat(check.terms().thresholds()).isEqualTo(new Thresholds(6, 4, Wording.CLASSIC));
    }

    @Test
    void matchersListCodesAndRanges() {
        HttpCodes codes = HttpCodes.parse("200,202, 300-399");

        assertThat(codes.contain(200)).isTrue();
        assertThat(codes.contain(201)).isFalse();
        assertThat(codes.contain(302)).isTrue();
        assertThat(codes.contain(399)).isTrue();
        assertThat(codes.contain(400)).isFalse();
        assertThat(codes.contain(999)).isFalse();
    }

    @Test
    void aGetNamesTheTargetAndTheChecker() {
        var get =
                new Question.Get(false, "/up?x=1", HttpCodes.parse("200"), "ELB-HealthChecker/2.0");

        assertThat(Conversation.request(get, "127.31.0.50:80"))
                .isEqualTo(
                        """
                        GET /up?x=1 HTTP/1.1\r
                        Host: 127.31.0.50:80\r
                        Connection: close\r
                        User-Agent: ELB-HealthChecker/2.0\r
                        Accept-Encoding: gzip, compressed\r
                        \r
                        """);
    }

    @Test
    void anAddressOfVersionSixIsCalledInBrackets() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        Target target = fleet.target(ips, "::1", 80);

        assertThat(check(target.ref()).host()).isEqualTo("[0:0:0:0:0:0:0:1]:80");
        assertThat(check(target.ref()).from()).isEmpty();
    }

    @Test
    void eachNodeAsksFromItsOwnAddress() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        Target target = fleet.target(ips, "127.31.16.50", 80);

        assertThat(all(target.ref()))
                .extracting(check -> check.node().zone(), Check::from)
                .containsExactly(
                        tuple("us-east-1a", Optional.of(socket("127.31.0.10", 0))),
                        tuple("us-east-1b", Optional.of(socket("127.31.16.10", 0))));
    }

    @Test
    void fromALoopbackAddressNothingOutsideTheMachineIsReached() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        Target target = fleet.target(ips, "10.0.0.7", 80);

        assertThat(check(target.ref()).from()).isEmpty();
        assertThat(check(target.ref()).host()).isEqualTo("10.0.0.7:80");
    }

    @Test
    void withoutCrossZoneANodeAsksItsOwnZoneAndWhatIsInNone() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        fleet.with(ips, Map.of("load_balancing.cross_zone.enabled", "false"));
        Target inB = fleet.target(ips, "127.31.16.50", 80);
        Target outside = fleet.target(ips, "10.0.0.7", 80);

        assertThat(zones(inB.ref())).containsExactly("us-east-1b");
        assertThat(zones(outside.ref())).containsExactly("us-east-1a", "us-east-1b");
    }

    @Test
    void aTargetInAZoneWithoutANodeIsNotAsked() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        fleet.target(ips, "127.31.32.50", 80);

        assertThat(checks()).isEmpty();
    }

    @Test
    void aNodeWhoseZoneIsOffAsksNobodyUnlessAllAreOff() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        Target target = fleet.target(ips, "10.0.0.7", 80);

        fleet.switchOff(0);
        assertThat(zones(target.ref())).containsExactly("us-east-1b");
        fleet.switchOff(1);
        assertThat(zones(target.ref())).containsExactly("us-east-1a", "us-east-1b");
    }

    /// Else nobody would ever find out that it is out of reach.
    @Test
    void aTargetThatOnlyANodeInAZoneThatIsOffMaySendToIsAskedFromThere() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        fleet.with(ips, Map.of("load_balancing.cross_zone.enabled", "false"));
        Target inA = fleet.target(ips, "127.31.0.50", 80);
        Target inB = fleet.target(ips, "127.31.16.50", 80);

        fleet.switchOff(1);
        assertThat(zones(inA.ref())).containsExactly("us-east-1a");
        assertThat(zones(inB.ref())).containsExactly("us-east-1b");
        assertThat(check(inB.ref()).reachable()).isFalse();
    }

    @Test
    void theNodesOfEveryLoadBalancerThatUsesAGroupAsk() {
        LoadBalancer nlb = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "net", 2);
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        fleet.listener(nlb, Protocol.TCP, 8080, ips);
        Target target = fleet.target(ips, "10.0.0.7", 80);

        assertThat(all(target.ref()))
                .extracting(check -> check.node().loadBalancer(), Check::host)
                .containsExactlyInAnyOrder(
                        tuple(alb.id(), "10.0.0.7:80"),
                        tuple(alb.id(), "10.0.0.7:80"),
                        tuple(nlb.id(), "127.31.32.10:8080"));
    }

    @Test
    void aClassicLoadBalancersNodesAskTheirOwnZonesOnly() {
        Instance instance = fleet.instance("127.31.16.50");
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var old = fleet.classic("old", ports, instance);

        assertThat(zones(old.ref(instance.instanceId()))).containsExactly("us-east-1b");
    }

    @Test
    void onlyWhatBearsOnChecksMakesADifference() {
        fleet.listener(alb, Protocol.HTTP, 80, ips);
        World.Region before = fleet.world().in(Fleet.SCOPE);
        fleet.put(new LaunchTemplate(Fleet.SCOPE, "lt-1", "web", THEN, 1, 1, Tags.NONE));
        assertThat(Checks.areSame(before, fleet.world().in(Fleet.SCOPE))).isTrue();

        fleet.target(ips, "10.0.0.7", 80);
        assertThat(Checks.areSame(before, fleet.world().in(Fleet.SCOPE))).isFalse();
    }

    /// That of any node.
    private Check check(TargetRef target) {
        return all(target).getFirst();
    }

    private List<Check> all(TargetRef target) {
        return Objects.requireNonNull(checks().get(target), "not checked");
    }

    private List<String> zones(TargetRef target) {
        return all(target).stream().map(check -> check.node().zone()).toList();
    }

    private Map<TargetRef, List<Check>> checks() {
        return Checks.in(fleet.world(), fleet.world().in(Fleet.SCOPE));
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
