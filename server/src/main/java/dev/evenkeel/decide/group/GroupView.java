package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZonalShift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A group with its members, as one decision sees them. Members that ended are kept apart: they
/// only tell where launches were refused. `advice` is what the group's function answered since the
/// last decision.
public record GroupView(
        World world,
        AutoScalingGroup group,
        List<Instance> members,
        List<Instance> ended,
        List<Advice> advice) {
    /// How long no launch is tried in a zone that refused one.
    private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(30);

    public GroupView {
        members = List.copyOf(members);
        ended = List.copyOf(ended);
        advice = List.copyOf(advice);
    }

    GroupView(World world, AutoScalingGroup group, List<Instance> members, List<Instance> ended) {
        this(world, group, members, ended, List.of());
    }

    /// The same, with what its function answered.
    public GroupView advised(List<Advice> answers) {
        return new GroupView(world, group, members, ended, answers);
    }

    /// Every group of the region, in the order of their names.
    public static List<GroupView> all(World world, World.Region region) {
        return region.all(AutoScalingGroup.class).stream().map(group -> of(world, group)).toList();
    }

    /// One group, looked up with its members.
    public static GroupView of(World world, AutoScalingGroup group) {
        var members = new ArrayList<Instance>();
        var ended = new ArrayList<Instance>();
        String name = Instance.memberOf(group.name());
        for (Instance instance : world.in(group.scope()).by(Instance.class, name)) {
            (lifecycle(instance) == Lifecycle.TERMINATED ? ended : members).add(instance);
        }
        return new GroupView(world, group, members, ended);
    }

    /// Whether a leaving member would be put back to rest in its group's warm pool if it went on
    /// now.
    public static boolean returnsToPool(World world, AutoScalingGroup group, Instance member) {
        return Pool.of(world, group).isPresent() && Pool.wants(of(world, group), member);
    }

    static GroupMembership membership(Instance member) {
        return member.membership().orElseThrow();
    }

    static Lifecycle lifecycle(Instance member) {
        return membership(member).lifecycle();
    }

    static Phase phase(Instance member) {
        return membership(member).phase();
    }

    public List<Instance> in(Lifecycle lifecycle) {
        return members.stream().filter(m -> lifecycle(m) == lifecycle).toList();
    }

    public List<Instance> in(Phase phase) {
        return members.stream().filter(m -> phase(m) == phase).toList();
    }

    /// The members that are there or on their way.
    public List<Instance> counted() {
        return members.stream().filter(m -> membership(m).counts()).toList();
    }

    static int weight(Instance member) {
        return membership(member).weight();
    }

    /// How many units of capacity these members are: one each, unless their types are weighted.
    public static int units(Collection<Instance> members) {
        return members.stream().mapToInt(GroupView::weight).sum();
    }

    /// What the smallest of these members is; one if there is none.
    static int lightest(Collection<Instance> members) {
        return members.stream().mapToInt(GroupView::weight).min().orElse(1);
    }

    static int heaviest(Collection<Instance> members) {
        return members.stream().mapToInt(GroupView::weight).max().orElse(1);
    }

    /// As many of the first as come to `units`, the last of them perhaps to more.
    static List<Instance> within(List<Instance> members, int units) {
        var some = new ArrayList<Instance>();
        int left = units;
        for (Instance member : members) {
            if (left <= 0) {
                break;
            }
            some.add(member);
            left -= weight(member);
        }
        return some;
    }

    /// Whether what counts is what there should be. Weighted members may come to more, as long as
    /// none is as small as what is too much.
    boolean isFilled() {
        List<Instance> counted = counted();
        int surplus = units(counted) - desired();
        return surplus >= 0 && surplus < lightest(counted);
    }

    /// How many units there should be; none once the group is being deleted.
    int desired() {
        return group.deleting() ? 0 : group.capacity().desired();
    }

    boolean isSuspended(String process) {
        return group.suspendedProcesses().contains(process);
    }

    /// Whether a launch or termination is under way.
    public boolean isBusy() {
        return members.stream()
                .map(GroupView::phase)
                .anyMatch(p -> p == Phase.COMING || p == Phase.LEAVING);
    }

    boolean isOut(String zone) {
        return world.isOut(group.scope(), zone);
    }

    /// The group's zones where a launch may succeed now.
    List<String> launchZones(Instant now) {
        return group.zones().stream()
                .filter(z -> !isOut(z) && !isShifted(z, now) && !refusedLately(z, now))
                .toList();
    }

    /// Whether a zonal shift takes the group out of a zone.
    boolean isShifted(String zone, Instant now) {
        return shifts(now).anyMatch(shift -> shift.zone().equals(zone));
    }

    /// Whether any does: then no scaling policy shrinks the group.
    public boolean isShifted(Instant now) {
        return shifts(now).findAny().isPresent();
    }

    private Stream<ZonalShift> shifts(Instant now) {
        return group.rules().impairment().shiftable()
                ? world.in(group.scope()).all(ZonalShift.class).stream()
                        .filter(shift -> shift.isActive(now))
                        .filter(shift -> shift.resource().equals(group.arn().value()))
                : Stream.empty();
    }

    /// Whether an unhealthy member is left alone while its zone is shifted away from.
    boolean isSpared(Instance member, Instant now) {
        return group.rules().impairment().sparesUnhealthy()
                && isShifted(member.placement().zone(), now);
    }

    private boolean refusedLately(String zone, Instant now) {
        Instant since = now.minus(REFUSAL_PAUSE);
        return ended.stream()
                .filter(i -> i.placement().zone().equals(zone))
                .filter(i -> membership(i).inServiceSince().isEmpty())
                .filter(i -> i.stateReason().startsWith("Server."))
                .anyMatch(i -> i.endedAt().filter(end -> end.isAfter(since)).isPresent());
    }

    /// How many units of `some` stand in each zone of the group, zeros included.
    Map<String, Integer> perZone(List<Instance> some) {
        Map<String, Integer> counts = new TreeMap<>();
        group.zones().forEach(zone -> counts.put(zone, 0));
        some.forEach(i -> counts.merge(i.placement().zone(), weight(i), Integer::sum));
        return counts;
    }

    /// Until when a member's numbers are not yet those of a settled one.
    public boolean isWarming(Instance member, Duration warmup, Instant now) {
        GroupMembership membership = membership(member);
        return membership.phase() == Phase.COMING
                || (membership.lifecycle() == Lifecycle.IN_SERVICE
                        && membership
                                .inServiceSince()
                                .filter(since -> now.isBefore(since.plus(warmup)))
                                .isPresent());
    }
}
