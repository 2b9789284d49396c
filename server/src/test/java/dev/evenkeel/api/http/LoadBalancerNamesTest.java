package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a name in a browser leads to.
class LoadBalancerNamesTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Scope OTHER = new Scope("111111111111", "eu-west-1");
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<LoadBalancerNode> NODES =
            List.of(
                    new LoadBalancerNode("us-east-1a", "subnet-a", "127.31.0.4", "eni-a"),
                    new LoadBalancerNode("us-east-1b", "subnet-b", "127.31.16.4", "eni-b"));

    private World world = World.empty(Site.of(HOME, List.of("us-east-1a", "us-east-1b"), 80));
    private final LoadBalancerNames names = new LoadBalancerNames(() -> world);

    private void given(Resource... resources) {
        for (Resource resource : resources) {
            world = world.with(List.of(new Change.Put(resource)));
        }
    }

    private static LoadBalancer application(Scope scope, String name) {
        return new LoadBalancer(
                arn(scope, name),
                scope,
                name,
                LoadBalancer.Type.APPLICATION,
                false,
                LoadBalancer.State.ACTIVE,
                THEN,
                name + "-1234567890." + scope.region() + ".elb.amazonaws.com",
                NODES,
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private static Arn arn(Scope scope, String name) {
        return scope.arn("elasticloadbalancing", "loadbalancer/app/" + name + "/0123456789abcdef");
    }

    private static Listener listener(Scope scope, String name, Protocol protocol, int port) {
        Arn loadBalancer = arn(scope, name);
        return new Listener(
                new Arn(loadBalancer.sibling("listener").value() + "/" + port),
                scope,
                loadBalancer,
                protocol,
                port,
                "",
                List.of(),
                List.of(),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private static ClassicLoadBalancer classic(String name, ListenerPorts... listeners) {
        return new ClassicLoadBalancer(
                HOME,
                name,
                false,
                THEN,
                name + "-42.us-east-1.elb.amazonaws.com",
                List.of(listeners),
                NODES,
                List.of(),
                new ClassicHealthCheck(
                        Protocol.TCP, 80, "", Duration.ofSeconds(30), Duration.ofSeconds(5), 2, 10),
                List.of(),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private static ListenerPorts ports(Protocol protocol, int port) {
        return new ListenerPorts(protocol, port, protocol, 8080, Optional.empty());
    }

    private Optional<String> door(String host) {
        return names.addressOf(host)
                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    @Test
    void aLoadBalancerIsFoundByItsNameAndByItsDnsName() {
        given(application(HOME, "web"), listener(HOME, "web", Protocol.HTTP, 80));

        assertThat(door("web.elb.localhost")).contains("127.31.0.4:80");
        assertThat(door("web-1234567890.us-east-1.elb.amazonaws.com")).contains("127.31.0.4:80");
    }

    @Test
    void whatNobodyIsCalledLeadsNowhere() {
        given(application(HOME, "web"), listener(HOME, "web", Protocol.HTTP, 80));

        for (String host :
                List.of(
                        "other.elb.localhost",
                        "web",
                        "web.localhost",
                        "elb.localhost",
                        "a.web.elb.localhost",
                        "localhost",
                        "")) {
            assertThat(door(host)).as(host).isEmpty();
        }
    }

    @Test
    void aNameWithCapitalsIsFoundAsBrowsersWriteIt() {
        given(application(HOME, "MyWeb"), listener(HOME, "MyWeb", Protocol.HTTP, 80));

        assertThat(door("myweb.elb.localhost")).contains("127.31.0.4:80");
        assertThat(door("myweb-1234567890.us-east-1.elb.amazonaws.com")).contains("127.31.0.4:80");
    }

    @Test
    void portEightyIsPreferredToLowerOnes() {
        given(
                application(HOME, "web"),
                listener(HOME, "web", Protocol.HTTP, 79),
                listener(HOME, "web", Protocol.HTTP, 8080),
                listener(HOME, "web", Protocol.HTTP, 80));

        assertThat(door("web.elb.localhost")).contains("127.31.0.4:80");
    }

    @Test
    void withoutPortEightyTheLowestIsTaken() {
        given(
                application(HOME, "web"),
                listener(HOME, "web", Protocol.HTTP, 9090),
                listener(HOME, "web", Protocol.HTTP, 10_000),
                listener(HOME, "web", Protocol.HTTPS, 8443));

        assertThat(door("web.elb.localhost")).contains("127.31.0.4:8443");
    }

    @Test
    void aListenerThatDoesNotSpeakHttpIsNoDoor() {
        given(
                application(HOME, "flows"),
                listener(HOME, "flows", Protocol.TCP, 80),
                listener(HOME, "flows", Protocol.UDP, 81),
                listener(HOME, "flows", Protocol.TLS, 443));

        assertThat(door("flows.elb.localhost")).isEmpty();
        given(listener(HOME, "flows", Protocol.HTTP, 8080));
        assertThat(door("flows.elb.localhost")).contains("127.31.0.4:8080");
    }

    @Test
    void theListenersOfAnotherLoadBalancerDoNotCount() {
        given(
                application(HOME, "web"),
                application(HOME, "api"),
                listener(HOME, "api", Protocol.HTTP, 80));

        assertThat(door("web.elb.localhost")).isEmpty();
        assertThat(door("api.elb.localhost")).contains("127.31.0.4:80");
    }

    @Test
    void aZoneThatIsSwitchedOffIsPassedOver() {
        given(
                application(HOME, "web"),
                listener(HOME, "web", Protocol.HTTP, 80),
                new ZoneOutage(HOME, "us-east-1a", THEN));
        assertThat(door("web.elb.localhost")).contains("127.31.16.4:80");

        given(new ZoneOutage(HOME, "us-east-1b", THEN));
        assertThat(door("web.elb.localhost")).isEmpty();

        world =
                world.with(
                        List.of(new Change.Remove(new ZoneOutage(HOME, "us-east-1a", THEN).key())));
        assertThat(door("web.elb.localhost")).contains("127.31.0.4:80");
    }

    @Test
    void aClassicLoadBalancerIsFoundTheSameWay() {
        given(classic("old", ports(Protocol.TCP, 70), ports(Protocol.HTTP, 8081)));

        assertThat(door("old.elb.localhost")).contains("127.31.0.4:8081");
        assertThat(door("old-42.us-east-1.elb.amazonaws.com")).contains("127.31.0.4:8081");
        given(new ZoneOutage(HOME, "us-east-1a", THEN));
        assertThat(door("old.elb.localhost")).contains("127.31.16.4:8081");
    }

    @Test
    void aClassicLoadBalancerPrefersPortEightyToo() {
        given(
                classic(
                        "old",
                        ports(Protocol.HTTPS, 443),
                        ports(Protocol.HTTP, 79),
                        ports(Protocol.HTTP, 80)));

        assertThat(door("old.elb.localhost")).contains("127.31.0.4:80");
    }

    @Test
    void aClassicLoadBalancerWithoutHttpIsNoDoor() {
        given(classic("old", ports(Protocol.TCP, 80), ports(Protocol.SSL, 443)));

        assertThat(door("old.elb.localhost")).isEmpty();
    }

    @Test
    void everyAccountAndRegionIsLookedThrough() {
        given(
                application(HOME, "web"),
                listener(HOME, "web", Protocol.HTTP, 80),
                application(OTHER, "far"),
                listener(OTHER, "far", Protocol.HTTP, 8080));

        assertThat(door("far.elb.localhost")).contains("127.31.0.4:8080");
        assertThat(door("far-1234567890.eu-west-1.elb.amazonaws.com")).contains("127.31.0.4:8080");
    }

    @Test
    void theNewestSnapshotIsAsked() {
        assertThat(door("web.elb.localhost")).isEmpty();
        given(application(HOME, "web"), listener(HOME, "web", Protocol.HTTP, 80));
        assertThat(door("web.elb.localhost")).contains("127.31.0.4:80");
        world = world.with(List.of(new Change.Remove(application(HOME, "web").key())));
        assertThat(door("web.elb.localhost")).isEmpty();
    }
}
