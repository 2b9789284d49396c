package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Puts members behind their group's target groups and Classic Load Balancers, and takes them out.
public final class Traffic {
    private static final int USUAL_DELAY_SECONDS = 300;

    private Traffic() {}

    public static void register(Draft draft, AutoScalingGroup.Traffic traffic, Instance instance) {
        World.Region region = draft.world().in(instance.scope());
        for (Arn arn : traffic.targetGroups()) {
            region.find(TargetGroup.class, arn.value())
                    .filter(group -> group.targetType() == TargetGroup.TargetType.INSTANCE)
                    .ifPresent(group -> draft.put(target(group, instance, draft.now())));
        }
        for (String name : traffic.classicLoadBalancers()) {
            region.find(ClassicLoadBalancer.class, name)
                    .ifPresent(lb -> draft.put(with(lb, instance, draft.now())));
        }
    }

    private static Target target(TargetGroup group, Instance instance, Instant now) {
        return new Target(
                group.arn(),
                group.scope(),
                instance.id(),
                group.port(),
                Optional.of(instance.placement().zone()),
                now,
                Optional.empty());
    }

    private static ClassicLoadBalancer with(
            ClassicLoadBalancer lb, Instance instance, Instant now) {
        var registrations = new ArrayList<>(others(lb, instance));
        registrations.add(new Registration(instance.instanceId(), now, Optional.empty()));
        return lb.withInstances(registrations);
    }

    private static List<Registration> others(ClassicLoadBalancer lb, Instance instance) {
        return lb.instances().stream()
                .filter(r -> !r.instance().equals(instance.instanceId()))
                .toList();
    }

    /// Takes the instance out; it finishes its requests first, unless it no longer runs or
    /// `atOnce`.
    public static void deregister(
            Draft draft, AutoScalingGroup.Traffic traffic, Instance instance, boolean atOnce) {
        boolean waits = !atOnce && instance.state() == Instance.State.RUNNING;
        World.Region region = draft.world().in(instance.scope());
        for (Target target : targets(region, traffic, instance)) {
            Duration delay = waits ? delay(region, target.targetGroup()) : Duration.ZERO;
            if (delay.isZero()) {
                draft.remove(target);
            } else if (!target.isDraining()) {
                draft.put(target.draining(draft.now().plus(delay)));
            }
        }
        for (ClassicLoadBalancer lb : balancers(region, traffic, instance)) {
            Duration delay = waits ? lb.drainingTime() : Duration.ZERO;
            draft.put(without(lb, instance, delay, draft.now()));
        }
    }

    private static ClassicLoadBalancer without(
            ClassicLoadBalancer lb, Instance instance, Duration delay, Instant now) {
        var registrations = new ArrayList<>(others(lb, instance));
        if (!delay.isZero()) {
            Instant until = now.plus(delay);
            lb.instances().stream()
                    .filter(r -> r.instance().equals(instance.instanceId()))
                    .map(r ->
                            new Registration(
                                    r.instance(),
                                    r.registeredAt(),
                                    Optional.of(r.drainsUntil().orElse(until))))
                    .forEach(registrations::add);
        }
        return lb.withInstances(registrations);
    }

    /// Whether the instance still finishes requests somewhere.
    static boolean isDraining(
            World world, AutoScalingGroup.Traffic traffic, Instance instance, Instant now) {
        World.Region region = world.in(instance.scope());
        boolean asTarget =
                targets(region, traffic, instance).stream()
                        .anyMatch(t -> t.drainsUntil().filter(now::isBefore).isPresent());
        return asTarget
                || balancers(region, traffic, instance).stream()
                        .flatMap(lb -> lb.instances().stream())
                        .filter(r -> r.instance().equals(instance.instanceId()))
                        .anyMatch(r -> r.drainsUntil().filter(now::isBefore).isPresent());
    }

    /// Whether every balancer that sends the member requests, and whose verdict counts, calls it
    /// healthy.
    static boolean isReady(GroupView view, Instance member) {
        if (!view.group().health().byLoadBalancer()) {
            return true;
        }
        World world = view.world();
        World.Region region = world.in(member.scope());
        return targets(region, view.group().traffic(), member).stream()
                        .filter(target -> !world.health(target.ref()).isHealthy())
                        .noneMatch(target -> isUsed(region, target.targetGroup()))
                && balancers(region, view.group().traffic(), member).stream()
                        .filter(lb -> !lb.listeners().isEmpty())
                        .allMatch(lb -> world.health(lb.ref(member.instanceId())).isHealthy());
    }

    /// Whether a member that serves has not been checked yet by a balancer whose verdict counts.
    /// One that nobody can ask, as in a zone that is off, is not waited for.
    static boolean awaitsVerdict(GroupView view, Instance member, Instant now) {
        if (!view.group().health().byLoadBalancer()
                || GroupView.lifecycle(member) != Lifecycle.IN_SERVICE) {
            return false;
        }
        World world = view.world();
        World.Region region = world.in(member.scope());
        boolean asTarget =
                targets(region, view.group().traffic(), member).stream()
                        .filter(target -> !target.isDraining())
                        .filter(target -> isUnchecked(world, target.ref()))
                        .filter(target -> now.isBefore(firstVerdictBy(region, target)))
                        .anyMatch(target -> isUsed(region, target.targetGroup()));
        return asTarget
                || balancers(region, view.group().traffic(), member).stream()
                        .filter(lb -> !lb.listeners().isEmpty())
                        .filter(lb -> isUnchecked(world, lb.ref(member.instanceId())))
                        .anyMatch(lb -> now.isBefore(firstVerdictBy(lb, member)));
    }

    private static boolean isUnchecked(World world, TargetRef target) {
        return world.health(target).state() == TargetHealth.State.INITIAL;
    }

    private static Instant firstVerdictBy(ClassicLoadBalancer lb, Instance member) {
        return lb.instances().stream()
                .filter(r -> r.instance().equals(member.instanceId()) && r.drainsUntil().isEmpty())
                .map(r -> r.registeredAt().plus(lb.healthCheck().firstVerdictWithin()))
                .findFirst()
                .orElse(Instant.MIN);
    }

    private static Instant firstVerdictBy(World.Region region, Target target) {
        return region.find(TargetGroup.class, target.targetGroup().value())
                .map(group -> group.healthCheck().firstVerdictWithin())
                .map(target.registeredAt()::plus)
                .orElse(target.registeredAt());
    }

    /// The instance's registrations with the traffic's target groups, on any port.
    static List<Target> targets(
            World.Region region, AutoScalingGroup.Traffic traffic, Instance instance) {
        Collection<Target> all = region.by(Target.class, instance.id());
        return traffic.targetGroups().stream()
                .flatMap(arn -> all.stream().filter(target -> target.targetGroup().equals(arn)))
                .toList();
    }

    /// The traffic's Classic Load Balancers the instance is registered with.
    static List<ClassicLoadBalancer> balancers(
            World.Region region, AutoScalingGroup.Traffic traffic, Instance instance) {
        return traffic.classicLoadBalancers().stream()
                .map(name -> region.find(ClassicLoadBalancer.class, name))
                .flatMap(Optional::stream)
                .filter(lb ->
                        lb.instances().stream()
                                .anyMatch(r -> r.instance().equals(instance.instanceId())))
                .toList();
    }

    /// Targets that no listener sends traffic to have no requests to finish.
    private static Duration delay(World.Region region, Arn targetGroup) {
        if (!isUsed(region, targetGroup)) {
            return Duration.ZERO;
        }
        int seconds =
                region.find(TargetGroup.class, targetGroup.value())
                        .map(TargetGroup::attributes)
                        .map(a ->
                                a.number(
                                        "deregistration_delay.timeout_seconds",
                                        USUAL_DELAY_SECONDS))
                        .orElse(0);
        return Duration.ofSeconds(seconds);
    }

    private static boolean isUsed(World.Region region, Arn targetGroup) {
        return !region.by(Listener.class, targetGroup.value()).isEmpty()
                || !region.by(ListenerRule.class, targetGroup.value()).isEmpty();
    }

    /// Follows a change of what a group is attached to: its members in service join what is new and
    /// leave what is gone.
    public static void follow(
            Draft draft, AutoScalingGroup group, AutoScalingGroup.Traffic before) {
        AutoScalingGroup.Traffic after = group.traffic();
        var added = minus(after, before);
        var removed = minus(before, after);
        if (isEmpty(added) && isEmpty(removed)) {
            return;
        }
        for (Instance member : GroupView.of(draft.world(), group).members()) {
            if (GroupView.membership(member).lifecycle() == Lifecycle.IN_SERVICE) {
                register(draft, added, member);
            }
            deregister(draft, removed, member, false);
        }
    }

    private static boolean isEmpty(AutoScalingGroup.Traffic traffic) {
        return traffic.targetGroups().isEmpty() && traffic.classicLoadBalancers().isEmpty();
    }

    private static AutoScalingGroup.Traffic minus(
            AutoScalingGroup.Traffic all, AutoScalingGroup.Traffic some) {
        return new AutoScalingGroup.Traffic(
                all.targetGroups().stream()
                        .filter(arn -> !some.targetGroups().contains(arn))
                        .toList(),
                all.classicLoadBalancers().stream()
                        .filter(name -> !some.classicLoadBalancers().contains(name))
                        .toList());
    }
}
