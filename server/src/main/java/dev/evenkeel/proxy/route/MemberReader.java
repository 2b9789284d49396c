package dev.evenkeel.proxy.route;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.route.Members.Member;
import dev.evenkeel.proxy.route.Members.Seen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Looks up where registered targets are. Instances that do not run are no members.
///
/// Remembers what it found, and from what: members are looked up again only if something they come
/// from changed.
final class MemberReader {
    private final World world;
    private final World.Region region;
    private final boolean placesUnchanged;
    private final Map<String, Known> before;
    private final Map<String, Known> found;

    /// `before` is what the reader of the `previous` world found; `found` takes what this one
    /// finds.
    MemberReader(
            World world,
            World previous,
            World.Region region,
            Map<String, Known> before,
            Map<String, Known> found) {
        this.world = world;
        this.region = region;
        World.Region then = previous.in(region.scope());
        this.placesUnchanged =
                region.shares(then, Target.class) && region.shares(then, Instance.class);
        this.before = before;
        this.found = found;
    }

    /// Members, and the resource and the verdicts they come from.
    @SuppressWarnings("ReferenceEquality") // Versions of the world share what did not change.
    record Known(Members members, Object source, Object verdicts) {
        static final Known NOTHING = new Known(Members.NONE, "", "");

        boolean isFrom(Object otherSource, Object otherVerdicts) {
            return source == otherSource && verdicts == otherVerdicts;
        }
    }

    Members of(TargetGroup group) {
        String key = group.arn().value();
        return known(key, group, world.healthIn(key), () -> read(group));
    }

    /// The instances of a Classic Load Balancer on one of its instance ports.
    Members of(ClassicLoadBalancer loadBalancer, int port) {
        String group = TargetRef.CLASSIC + loadBalancer.name();
        String key = region.scope() + group + ":" + port;
        return known(key, loadBalancer, world.healthIn(group), () -> read(loadBalancer, port));
    }

    private Members known(
            String key, Object source, Object verdicts, Supplier<List<Member>> members) {
        Known already = found.get(key);
        if (already == null) {
            Known last = before.getOrDefault(key, Known.NOTHING);
            already =
                    placesUnchanged && last.isFrom(source, verdicts)
                            ? last
                            : new Known(last.members.orSame(members.get()), source, verdicts);
            found.put(key, already);
        }
        return already.members;
    }

    private List<Member> read(TargetGroup group) {
        var members = new ArrayList<Member>();
        var verdicts = world.healthIn(group.arn().value());
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            var seen = Seen.of(verdicts.getOrDefault(target.ref(), TargetHealth.INITIAL));
            TargetAddress.of(world, group, target)
                    .map(at ->
                            new Member(
                                    target.ref(),
                                    socket(at, target.port()),
                                    zone(at),
                                    seen,
                                    target.isDraining()))
                    .ifPresent(members::add);
        }
        return members;
    }

    /// Their health is that of the health check's port.
    private List<Member> read(ClassicLoadBalancer loadBalancer, int port) {
        var members = new ArrayList<Member>();
        int checkedPort = loadBalancer.healthCheck().port();
        for (var registration : loadBalancer.instances()) {
            InstanceId id = registration.instance();
            var seen = Seen.of(world.health(TargetRef.classic(loadBalancer, id, checkedPort)));
            boolean draining = registration.drainsUntil().isPresent();
            TargetRef ref = TargetRef.classic(loadBalancer, id, port);
            region.find(Instance.class, id.value())
                    .filter(instance -> instance.state() == Instance.State.RUNNING)
                    .map(TargetAddress::of)
                    .map(at -> new Member(ref, socket(at, port), zone(at), seen, draining))
                    .ifPresent(members::add);
        }
        return members;
    }

    private static String zone(TargetAddress address) {
        return address.zone().orElse(Members.EVERY_ZONE);
    }

    private static InetSocketAddress socket(TargetAddress at, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(at.address()), port);
    }
}
