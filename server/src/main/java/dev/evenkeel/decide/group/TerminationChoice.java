package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Chooses who goes when a group shrinks: from the zone with most instances, then by the group's
/// termination policies in their order. Where AWS draws lots, the oldest goes.
final class TerminationChoice {
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final GroupView view;
    private final Comparator<Instance> order;

    TerminationChoice(GroupView view, Instant now) {
        this.view = view;
        this.order = order(view, now);
    }

    /// Up to `count` of `candidates`, those protected from scale-in left out.
    List<Instance> pick(Collection<Instance> candidates, int count) {
        var staying = new ArrayList<>(candidates);
        var going = new ArrayList<Instance>();
        while (going.size() < count) {
            Optional<Instance> next = next(staying);
            if (next.isEmpty()) {
                break;
            }
            staying.remove(next.get());
            going.add(next.get());
        }
        return going;
    }

    /// Balance comes before policy. Zones the group has left are emptied first.
    private Optional<Instance> next(List<Instance> staying) {
        Map<String, Integer> perZone = view.perZone(staying);
        return staying.stream()
                .filter(m -> !GroupView.membership(m).protectedFromScaleIn())
                .min(
                        Comparator.comparing((Instance m) -> isAtHome(m))
                                .thenComparingInt(
                                        m -> -perZone.getOrDefault(m.placement().zone(), 0))
                                .thenComparing(m -> GroupView.membership(m).lifecycle())
                                .thenComparing(order));
    }

    private boolean isAtHome(Instance member) {
        return view.group().zones().contains(member.placement().zone());
    }

    private static Comparator<Instance> order(GroupView view, Instant now) {
        var ages = new LaunchAge(view);
        Comparator<Instance> order = (_, _) -> 0;
        for (String policy : view.group().terminationPolicies()) {
            order = order.thenComparing(byPolicy(policy, ages, now));
        }
        return order.thenComparing(Instance::launchedAt).thenComparing(Instance::instanceId);
    }

    /// The policies that weigh Spot against On-Demand have nothing to choose here.
    private static Comparator<Instance> byPolicy(String policy, LaunchAge ages, Instant now) {
        Comparator<Instance> nextHour = Comparator.comparingLong(m -> millisToNextHour(m, now));
        return switch (policy) {
            case "OldestInstance" -> Comparator.comparing(Instance::launchedAt);
            case "NewestInstance" -> Comparator.comparing(Instance::launchedAt).reversed();
            case "OldestLaunchConfiguration" -> Comparator.comparingLong(ages::ofConfiguration);
            case "OldestLaunchTemplate" -> Comparator.comparingLong(ages::ofTemplate);
            case "ClosestToNextInstanceHour" -> nextHour;
            case "Default" -> Comparator.comparingLong(ages::of).thenComparing(nextHour);
            default -> (_, _) -> 0;
        };
    }

    private static long millisToNextHour(Instance member, Instant now) {
        long age = Math.max(0, Duration.between(member.launchedAt(), now).toMillis());
        return HOUR - age % HOUR;
    }

    /// How old what a member was launched from is, as a number that grows with its youth.
    private static final class LaunchAge {
        private static final long NEVER = Long.MAX_VALUE;

        private final World.Region region;
        private final AutoScalingGroup group;

        LaunchAge(GroupView view) {
            this.group = view.group();
            this.region = view.world().in(group.scope());
        }

        /// Launch configurations before launch templates; other templates before the current one.
        long of(Instance member) {
            long configuration = ofConfiguration(member);
            return configuration != NEVER ? configuration : ofTemplate(member);
        }

        long ofConfiguration(Instance member) {
            return switch (source(member)) {
                case LaunchSource.Configuration(String name) ->
                        region.find(LaunchConfiguration.class, name)
                                .map(c -> c.createdAt().toEpochMilli() - Long.MAX_VALUE / 2)
                                .orElse(Long.MIN_VALUE);
                case LaunchSource.Template _ -> NEVER;
            };
        }

        long ofTemplate(Instance member) {
            return switch (source(member)) {
                case LaunchSource.Configuration _ -> NEVER;
                case LaunchSource.Template(String id, _, String version) ->
                        isCurrent(id) ? Long.parseLong(version) : createdAt(id) - NEVER / 4;
            };
        }

        private long createdAt(String templateId) {
            return region.find(LaunchTemplate.class, templateId)
                    .map(t -> t.createdAt().toEpochMilli())
                    .orElse(0L);
        }

        private boolean isCurrent(String templateId) {
            return switch (group.launchSource()) {
                case LaunchSource.Template(String id, _, _) -> id.equals(templateId);
                case LaunchSource.Configuration _ -> false;
            };
        }

        /// An attached instance was launched from nothing the group knows: as if from its current
        /// source.
        private LaunchSource source(Instance member) {
            return GroupView.membership(member)
                    .launchedFrom()
                    .orElse(new LaunchSource.Template("", "", "0"));
        }
    }
}
