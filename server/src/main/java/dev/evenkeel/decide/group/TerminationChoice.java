package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Consideration.Standing;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Chooses who goes when a group shrinks: from the zone with most instances, then by the group's
/// termination policies in their order. Where AWS draws lots, the oldest goes.
public final class TerminationChoice {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int MOST_TOLD = 100;
    private static final int MOST_STANDINGS = 8;

    private static final Criterion PROTECTION =
            new Criterion(
                    "not protected from scale-in",
                    (_, _) -> 0,
                    m -> GroupView.membership(m).protectedFromScaleIn() ? "protected" : "open");
    private static final Criterion ONLY =
            new Criterion("the only one", (_, _) -> 0, m -> m.placement().zone());

    private final GroupView view;
    private final Optional<MixedCriteria> mixed;
    private final List<Criterion> byPolicies;
    private final Optional<Advice.Ready> advice;

    public TerminationChoice(GroupView view, Instant now) {
        this.view = view;
        this.mixed = MixedCriteria.of(view);
        this.byPolicies = byPolicies(now);
        this.advice = Optional.empty();
    }

    private TerminationChoice(TerminationChoice all, Advice.Ready advice) {
        this.view = all.view;
        this.mixed = all.mixed;
        this.byPolicies = all.byPolicies;
        this.advice = Optional.of(advice);
    }

    /// The same choice, but only among those that the group's function named.
    TerminationChoice among(Advice.Ready named) {
        return new TerminationChoice(this, named);
    }

    /// One that is to go, and what told it apart from the others.
    record Picked(Instance member, List<Consideration> why) {
        Picked {
            why = List.copyOf(why);
        }
    }

    /// As many of `candidates` as come to no more than `units`, those protected from scale-in left
    /// out.
    List<Instance> pick(Collection<Instance> candidates, int units) {
        var staying = new ArrayList<>(candidates);
        var going = new ArrayList<Instance>();
        int left = units;
        while (left > 0) {
            Optional<Instance> next = next(staying, left);
            if (next.isEmpty()) {
                break;
            }
            staying.remove(next.get());
            going.add(next.get());
            left -= GroupView.weight(next.get());
        }
        return going;
    }

    /// The same, each with why it was chosen from those still there; in short, and of the first
    /// hundred only, as it is kept.
    List<Picked> pickTelling(Collection<Instance> candidates, int units) {
        var staying = new ArrayList<>(candidates);
        var picked = new ArrayList<Picked>();
        for (Instance member : pick(candidates, units)) {
            boolean isTold = picked.size() < MOST_TOLD;
            picked.add(new Picked(member, isTold ? inShort(staying) : List.of()));
            staying.remove(member);
        }
        return picked;
    }

    private List<Consideration> inShort(List<Instance> staying) {
        return explain(staying).stream().map(c -> c.shortened(MOST_STANDINGS)).toList();
    }

    /// One thing that is looked at: the members that come first by `order` are left, and `shown`
    /// says how a member stands.
    record Criterion(String name, Comparator<Instance> order, Function<Instance, String> shown) {
        static <T extends Comparable<T>> Criterion of(String name, Function<Instance, T> key) {
            return new Criterion(name, Comparator.comparing(key), m -> key.apply(m).toString());
        }
    }

    /// Why the next to go is the one it is: each consideration that told candidates apart, until
    /// one was left. The last step names it; there is none where all are protected.
    public List<Consideration> explain(Collection<Instance> candidates) {
        var staying = List.copyOf(candidates);
        List<Instance> left = open(staying).toList();
        var steps = new ArrayList<Consideration>();
        if (!left.isEmpty() && left.size() < staying.size()) {
            steps.add(step(PROTECTION, staying, left));
        }
        if (advice.isPresent()) {
            left = left.stream().filter(this::isNamed).toList();
            steps.add(named(staying));
        }
        for (Criterion criterion : criteria(staying)) {
            List<Instance> before = left;
            if (before.size() > 1) {
                Instance first = Collections.min(before, criterion.order());
                left =
                        before.stream()
                                .filter(m -> criterion.order().compare(m, first) == 0)
                                .toList();
            }
            if (left.size() < before.size()) {
                steps.add(step(criterion, before, left));
            }
        }
        if (steps.isEmpty() && !left.isEmpty()) {
            steps.add(step(ONLY, left, left));
        }
        return steps;
    }

    private static Consideration step(
            Criterion criterion, List<Instance> before, List<Instance> left) {
        List<Standing> standings =
                before.stream()
                        .map(m ->
                                new Standing(
                                        m.instanceId(),
                                        criterion.shown().apply(m),
                                        left.contains(m)))
                        .toList();
        return new Consideration(criterion.name(), standings, 0);
    }

    /// What the function said of each: it may also name others than it was shown.
    Consideration named(Collection<Instance> candidates) {
        Advice.Ready said = advice.orElseThrow();
        Set<InstanceId> shown = said.question().shown();
        List<Standing> standings =
                candidates.stream()
                        .filter(m -> isNamed(m) || shown.contains(m.instanceId()))
                        .map(m -> {
                            String words = isNamed(m) ? "named" : "not named";
                            return new Standing(
                                    m.instanceId(),
                                    shown.contains(m.instanceId())
                                            ? words
                                            : words + ", though it was not shown",
                                    isNamed(m));
                        })
                        .toList();
        return new Consideration(
                "named by the function " + said.question().function(), standings, 0);
    }

    private boolean isNamed(Instance member) {
        return advice.isEmpty() || advice.get().instances().contains(member.instanceId());
    }

    private static Stream<Instance> open(Collection<Instance> staying) {
        return staying.stream().filter(m -> !GroupView.membership(m).protectedFromScaleIn());
    }

    private Optional<Instance> next(List<Instance> staying, int units) {
        Comparator<Instance> order =
                criteria(staying).stream()
                        .map(Criterion::order)
                        .reduce((_, _) -> 0, Comparator::thenComparing);
        return open(staying)
                .filter(this::isNamed)
                .filter(m -> GroupView.weight(m) <= units)
                .min(order);
    }

    /// Those among whom balance leaves the choice, while as many go as come to `units`.
    List<Instance> suggested(Collection<Instance> candidates, int units) {
        var staying = new ArrayList<>(candidates);
        var suggested = new LinkedHashSet<Instance>();
        for (Instance next : pick(candidates, units)) {
            Comparator<Instance> balance =
                    balance(staying).stream()
                            .map(Criterion::order)
                            .reduce((_, _) -> 0, Comparator::thenComparing);
            open(staying).filter(m -> balance.compare(m, next) == 0).forEach(suggested::add);
            staying.remove(next);
        }
        return List.copyOf(suggested);
    }

    /// Balance comes before policy.
    private List<Criterion> criteria(List<Instance> staying) {
        List<Criterion> criteria = balance(staying);
        criteria.add(
                Criterion.of(
                        "earliest in its lifecycle", m -> GroupView.membership(m).lifecycle()));
        criteria.addAll(byPolicies);
        criteria.add(Criterion.of("oldest instance", Instance::launchedAt));
        criteria.add(Criterion.of("lowest id", Instance::instanceId));
        return criteria;
    }

    /// Zones the group has left are emptied first, then the purchase options are put right.
    private List<Criterion> balance(List<Instance> staying) {
        Map<String, Integer> perZone = view.perZone(staying);
        var criteria = new ArrayList<Criterion>();
        criteria.add(
                new Criterion(
                        "in a zone the group has left",
                        Comparator.comparing(this::isAtHome),
                        m -> (isAtHome(m) ? "no" : "yes") + " (" + m.placement().zone() + ")"));
        mixed.map(m -> m.purchaseOption(staying)).ifPresent(criteria::add);
        criteria.add(
                new Criterion(
                        "in the zone with most instances",
                        Comparator.comparingInt(m -> -inZoneOf(m, perZone)),
                        m -> m.placement().zone() + " has " + inZoneOf(m, perZone)));
        return criteria;
    }

    private static int inZoneOf(Instance member, Map<String, Integer> perZone) {
        return perZone.getOrDefault(member.placement().zone(), 0);
    }

    private boolean isAtHome(Instance member) {
        return view.group().zones().contains(member.placement().zone());
    }

    private List<Criterion> byPolicies(Instant now) {
        var ages = new LaunchAge(view);
        List<String> named =
                view.group().terminationPolicies().stream()
                        .filter(policy -> !FunctionArn.isFunctionArn(policy))
                        .toList();
        return (named.isEmpty() ? List.of("Default") : named)
                .stream().flatMap(policy -> byPolicy(policy, ages, now)).toList();
    }

    private Stream<Criterion> byPolicy(String policy, LaunchAge ages, Instant now) {
        var nextHour =
                new Criterion(
                        policy + ": closest to the next instance hour",
                        Comparator.comparingLong(m -> millisToNextHour(m, now)),
                        m -> InWords.of(Duration.ofMillis(millisToNextHour(m, now))) + " left");
        Comparator<Instance> byLaunch = Comparator.comparing(Instance::launchedAt);
        return switch (policy) {
            case "OldestInstance" -> Stream.of(byLaunch(policy, byLaunch));
            case "NewestInstance" -> Stream.of(byLaunch(policy, byLaunch.reversed()));
            case "OldestLaunchConfiguration" ->
                    Stream.of(bySource(policy, Comparator.comparingLong(ages::ofConfiguration)));
            case "OldestLaunchTemplate" ->
                    Stream.of(bySource(policy, Comparator.comparingLong(ages::ofTemplate)));
            case "ClosestToNextInstanceHour" -> Stream.of(nextHour);
            case "AllocationStrategy" -> alignment(policy);
            case "Default" ->
                    Stream.concat(
                            alignment(policy),
                            Stream.of(
                                    bySource(
                                            policy + ": oldest launch configuration or template",
                                            Comparator.comparingLong(ages::of)),
                                    nextHour));
            default -> Stream.of();
        };
    }

    /// Nothing to choose by where all instances are alike.
    private Stream<Criterion> alignment(String policy) {
        return mixed.map(m -> m.alignment(policy)).stream();
    }

    private static Criterion byLaunch(String policy, Comparator<Instance> order) {
        return new Criterion(policy, order, m -> "launched at " + m.launchedAt());
    }

    private static Criterion bySource(String name, Comparator<Instance> order) {
        return new Criterion(name, order, TerminationChoice::source);
    }

    private static String source(Instance member) {
        return GroupView.membership(member)
                .launchedFrom()
                .map(from ->
                        switch (from) {
                            case LaunchSource.Configuration(String name) -> name;
                            case LaunchSource.Template(_, String name, String version) ->
                                    name + " version " + version;
                        })
                .orElse("attached");
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
            return group.launchSource().templates().stream()
                    .anyMatch(template -> template.templateId().equals(templateId));
        }

        /// An attached instance was launched from nothing the group knows: as if from its current
        /// source.
        private LaunchSource.Single source(Instance member) {
            return GroupView.membership(member)
                    .launchedFrom()
                    .orElse(new LaunchSource.Template("", "", "0"));
        }
    }
}
