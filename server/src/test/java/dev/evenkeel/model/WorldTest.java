package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The world is one snapshot: a change makes a new one and leaves the old one as it was.
class WorldTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Scope OTHER = new Scope("111111111111", "us-east-1");
    private static final World EMPTY =
            World.empty(Site.of(HOME, List.of("us-east-1a", "us-east-1b"), 1024));

    private static ZoneOutage outage(Scope scope, String zone) {
        return new ZoneOutage(scope, zone, Instant.EPOCH);
    }

    @Test
    void aChangeLeavesTheOldSnapshotAsItWas() {
        World after = EMPTY.with(List.of(new Change.Put(outage(HOME, "us-east-1a"))));
        assertThat(EMPTY.isOut(HOME, "us-east-1a")).isFalse();
        assertThat(after.isOut(HOME, "us-east-1a")).isTrue();
        assertThat(after.isOut(HOME, "us-east-1b")).isFalse();
    }

    private static Target target(String id, Optional<Instant> drainsUntil) {
        var group = new Arn("arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/a/1");
        return new Target(group, HOME, id, 80, Optional.empty(), Instant.EPOCH, drainsUntil);
    }

    @Test
    void aResourceIsAlsoFoundByWhatItSays() {
        Target serving = target("127.31.0.4", Optional.empty());
        Target draining = target("127.31.0.5", Optional.of(Instant.EPOCH));
        World world = EMPTY.with(List.of(new Change.Put(draining), new Change.Put(serving)));
        assertThat(world.in(HOME).by(Target.class, "127.31.0.4")).containsExactly(serving);
        assertThat(world.in(HOME).by(Target.class, Target.DRAINING)).containsExactly(draining);
        assertThat(world.in(OTHER).by(Target.class, Target.DRAINING)).isEmpty();
        assertThat(world.in(HOME).by(Instance.class, Target.DRAINING)).isEmpty();
    }

    @Test
    void itIsFoundByThatNoLongerOnceItSaysSomethingElseOrIsGone() {
        Target draining = target("127.31.0.5", Optional.of(Instant.EPOCH));
        Target back = target("127.31.0.5", Optional.empty());
        World world = EMPTY.with(List.of(new Change.Put(draining), new Change.Put(back)));
        assertThat(world.in(HOME).by(Target.class, Target.DRAINING)).isEmpty();
        assertThat(world.in(HOME).by(Target.class, "127.31.0.5")).containsExactly(back);
        World after = world.with(List.of(new Change.Remove(back.key())));
        assertThat(after.in(HOME).by(Target.class, "127.31.0.5")).isEmpty();
        assertThat(after.in(HOME).names(Target.class)).isEmpty();
        assertThat(world.in(HOME).names(Target.class)).containsExactly("127.31.0.5");
    }

    @Test
    void accountsDoNotSeeEachOther() {
        World after = EMPTY.with(List.of(new Change.Put(outage(HOME, "us-east-1a"))));
        assertThat(after.isOut(OTHER, "us-east-1a")).isFalse();
    }

    @Test
    void aRemovedResourceIsGoneAndRemovingItAgainChangesNothing() {
        var remove = new Change.Remove(outage(HOME, "us-east-1a").key());
        World after = EMPTY.with(List.of(new Change.Put(outage(HOME, "us-east-1a")), remove));
        assertThat(after.isOut(HOME, "us-east-1a")).isFalse();
        assertThat(after.with(List.of(remove)).in(HOME).all(ZoneOutage.class)).isEmpty();
    }

    @Test
    void resourcesAreFoundByTheBeginningOfTheirIds() {
        Arn web = HOME.arn("elasticloadbalancing", "targetgroup/web/1");
        Arn other = HOME.arn("elasticloadbalancing", "targetgroup/web/10");
        World world =
                EMPTY.with(
                        List.of(
                                new Change.Put(target(web, "10.0.0.1")),
                                new Change.Put(target(web, "10.0.0.2")),
                                new Change.Put(target(other, "10.0.0.3"))));
        assertThat(world.in(HOME).withPrefix(Target.class, Target.prefix(web)))
                .extracting(Target::targetId)
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    private static Target target(Arn group, String address) {
        return new Target(
                group, HOME, address, 80, Optional.empty(), Instant.EPOCH, Optional.empty());
    }

    @Test
    void aTargetIsInitialUntilItIsObservedAndAfterItIsForgotten() {
        var ref = new TargetRef("group", "10.0.0.1", 80);
        assertThat(EMPTY.health(ref)).isEqualTo(TargetHealth.INITIAL);
        World seen = EMPTY.observing(ref, TargetHealth.HEALTHY);
        assertThat(seen.health(ref).isHealthy()).isTrue();
        assertThat(seen.forgetting(ref).health(ref)).isEqualTo(TargetHealth.INITIAL);
    }

    @Test
    void everyZoneHasItsOwnTwentyBitSubnet() {
        Network network = EMPTY.site().network();
        assertThat(network.subnets())
                .extracting(Network.Subnet::cidr)
                .containsExactly("127.31.0.0/20", "127.31.16.0/20");
        assertThat(network.zoneOf("127.31.17.9")).contains("us-east-1b");
        assertThat(network.zoneOf("127.31.32.1")).isEmpty();
        assertThat(network.zoneOf("10.0.0.1")).isEmpty();
    }

    @Test
    void freeAddressesLeaveOutWhatIsInUse() {
        var subnet = EMPTY.site().network().subnets().getFirst();
        var node = new LoadBalancerNode("us-east-1a", subnet.subnetId(), "127.31.0.5", "eni-1");
        World world =
                EMPTY.with(
                        List.of(
                                new Change.Put(
                                        new LoadBalancer(
                                                HOME.arn(
                                                        "elasticloadbalancing",
                                                        "loadbalancer/app/web/1"),
                                                HOME,
                                                "web",
                                                LoadBalancer.Type.APPLICATION,
                                                false,
                                                LoadBalancer.State.ACTIVE,
                                                Instant.EPOCH,
                                                "web-1.us-east-1.elb.amazonaws.com",
                                                List.of(node),
                                                List.of(),
                                                Attributes.DEFAULTS,
                                                Tags.NONE))));
        assertThat(world.site().network().freeAddresses(world, subnet, 2).orElseThrow())
                .containsExactly("127.31.0.4", "127.31.0.6");
        assertThat(world.site().network().freeAddresses(world, subnet, 5000)).isEmpty();
    }

    @Test
    void anArnIsTakenApart() {
        Arn arn = HOME.arn("elasticloadbalancing", "loadbalancer/app/web/50dc6c495c0c9188");
        assertThat(arn.service()).isEqualTo("elasticloadbalancing");
        assertThat(arn.tail()).isEqualTo("app/web/50dc6c495c0c9188");
        assertThat(arn.sibling("listener").resource())
                .isEqualTo("listener/app/web/50dc6c495c0c9188");
        assertThatThrownBy(() -> new Arn("arn:aws:web")).hasMessageContaining("not an ARN");
    }

    @Test
    void idsHaveTheFormOfTheirService() {
        var random = new Random(1);
        assertThat(InstanceId.random(random).value()).matches("i-0[0-9a-f]{16}");
        assertThat(ResourceIds.digits(10, random)).matches("[1-9]\\d{9}");
        assertThat(ResourceIds.uuid(random).version()).isEqualTo(4);
        assertThatThrownBy(() -> new InstanceId("i-xyz")).hasMessageContaining("not an instance");
    }

    @Test
    void settingsOfARequestWinOverThoseOfItsTemplate() {
        var template =
                new InstanceSettings(
                        Optional.of("ami-1"),
                        Optional.of("t3.micro"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("sg-1"),
                        Optional.empty(),
                        Tags.of(Map.of("a", "1", "b", "1")));
        var request =
                new InstanceSettings(
                        Optional.empty(),
                        Optional.of("t3.large"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Tags.of(Map.of("b", "2")));
        InstanceSettings both = request.over(template);
        assertThat(both.instanceType()).contains("t3.large");
        assertThat(both.imageId()).contains("ami-1");
        assertThat(both.securityGroups()).containsExactly("sg-1");
        assertThat(both.tags().values()).containsEntry("a", "1").containsEntry("b", "2");
    }
}
