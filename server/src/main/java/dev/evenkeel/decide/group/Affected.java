package dev.evenkeel.decide.group;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZonalShift;
import dev.evenkeel.model.ZoneOutage;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The groups that may have something to do because of what changed: all that a [GroupRound] looks
/// at is theirs. Only time gives the others something to do.
///
/// Collects changes until they are taken, so that one change costs the same however many groups
/// there are. Everyone is affected to begin with.
public final class Affected {
    private final TreeSet<Key> groups = new TreeSet<>();
    private boolean everyone = true;

    public void everyone() {
        everyone = true;
    }

    /// Notes what changed from one world to the next.
    public void by(List<Change> changes, World before, World after) {
        if (everyone) {
            return;
        }
        for (Change change : changes) {
            Key key = change.key();
            before.in(key.scope()).find(key).ifPresent(r -> by(r, after));
            after.in(key.scope()).find(key).ifPresent(r -> by(r, after));
        }
    }

    /// Notes a new verdict on a target.
    public void by(TargetRef target, World world) {
        for (World.Region region : world.regions()) {
            ofInstance(region, target.targetId());
        }
    }

    /// Notes that a group's function has answered.
    public void byAnswer(Key group) {
        groups.add(group);
    }

    private void by(Resource resource, World world) {
        World.Region region = world.in(resource.scope());
        switch (resource) {
            case ZoneOutage _, ZonalShift _ -> everyone();
            case AutoScalingGroup group -> add(region, group.name());
            case Instance instance -> of(region, instance);
            case Activity activity -> add(region, activity.group());
            case LifecycleHook hook -> add(region, hook.group());
            case LifecycleAction action -> add(region, action.group());
            case WarmPool pool -> add(region, pool.group());
            case InstanceRefresh refresh -> add(region, refresh.group());
            case SpotNotice notice -> ofInstance(region, notice.id());
            case Target target -> ofInstance(region, target.targetId());
            case TargetGroup group -> using(region, group.arn().value());
            case Listener listener -> listener.foundBy().forEach(arn -> using(region, arn));
            case ListenerRule rule -> rule.foundBy().forEach(arn -> using(region, arn));
            case ClassicLoadBalancer balancer ->
                    using(region, AutoScalingGroup.behindClassic(balancer.name()));
            case LaunchTemplate template -> using(region, template.templateId());
            case LaunchTemplateVersion version -> using(region, version.templateId());
            case LaunchConfiguration configuration ->
                    using(region, AutoScalingGroup.launching(configuration.name()));
            case Alarm alarm -> using(region, InstanceRefresh.watching(alarm.name()));
            default -> {}
        }
    }

    private void add(World.Region region, String group) {
        groups.add(Key.of(AutoScalingGroup.class, region.scope(), group));
    }

    private void of(World.Region region, Instance instance) {
        instance.membership().ifPresent(m -> add(region, m.group()));
    }

    private void ofInstance(World.Region region, String id) {
        region.find(Instance.class, id).ifPresent(instance -> of(region, instance));
    }

    /// Groups that name something, and those whose refresh does.
    private void using(World.Region region, String name) {
        region.by(AutoScalingGroup.class, name).forEach(group -> add(region, group.name()));
        region.by(InstanceRefresh.class, name).forEach(refresh -> add(region, refresh.group()));
    }

    public boolean includes(AutoScalingGroup group) {
        return everyone || groups.contains(group.key());
    }

    /// Those of them that exist in `world`, by their names, and begins anew.
    public List<AutoScalingGroup> take(World world) {
        List<AutoScalingGroup> taken = in(world).toList();
        groups.clear();
        everyone = false;
        return taken;
    }

    private Stream<AutoScalingGroup> in(World world) {
        return everyone
                ? world.regions().stream()
                        .flatMap(region -> region.all(AutoScalingGroup.class).stream())
                : groups.stream().flatMap(key -> group(world, key.scope(), key.id()));
    }

    private static Stream<AutoScalingGroup> group(World world, Scope scope, String name) {
        return world.in(scope).find(AutoScalingGroup.class, name).stream();
    }
}
