package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.InstanceSettings.SpotRequest;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import dev.evenkeel.sim.Mixed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminationChoiceTest {
    private static final Instant NOW = Fleet.THEN.plus(Duration.ofDays(1));
    private static final World WORLD =
            World.empty(Fleet.SITE)
                    .with(
                            List.of(
                                    put(
                                            new LaunchTemplate(
                                                    Fleet.SCOPE,
                                                    "lt-1",
                                                    "web",
                                                    Fleet.THEN,
                                                    1,
                                                    3,
                                                    Tags.NONE)),
                                    put(
                                            new LaunchTemplate(
                                                    Fleet.SCOPE,
                                                    "lt-0",
                                                    "old",
                                                    Fleet.THEN,
                                                    1,
                                                    1,
                                                    Tags.NONE)),
                                    put(
                                            new LaunchConfiguration(
                                                    Fleet.SCOPE.arn("autoscaling", "c"),
                                                    Fleet.SCOPE,
                                                    "c",
                                                    Fleet.THEN,
                                                    InstanceSettings.EMPTY))));

    private static Change put(Resource resource) {
        return new Change.Put(resource);
    }

    static List<Scenario> scenarios() {
        return Scenario.read(TerminationChoiceTest.class, "termination.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theRightOneGoes(Scenario scenario) {
        Map<InstanceId, String> names = new LinkedHashMap<>();
        Map<InstanceId, Instance> members = new LinkedHashMap<>();
        int last = scenario.input().size() - 1;
        for (String line : scenario.input().subList(1, last)) {
            Instance member = member(line);
            names.put(member.instanceId(), line.split(" ")[0]);
            members.put(member.instanceId(), member);
        }
        int count = Integer.parseInt(scenario.input().get(last).split(" ")[1]);
        int units = GroupView.units(members.values());
        AutoScalingGroup group = group(scenario.input().getFirst(), Math.max(0, units - count));
        var view = new GroupView(WORLD, group, List.copyOf(members.values()), List.of());
        var choice = new TerminationChoice(view, NOW);
        String picked =
                choice.pick(members.values(), count).stream()
                        .map(m -> names.getOrDefault(m.instanceId(), "?"))
                        .collect(Collectors.joining(" "));
        assertThat(List.of(picked)).isEqualTo(scenario.expected());
        assertThat(explained(choice, members.values(), names))
                .as("the reasons end at the same one")
                .isEqualTo(picked.split(" ")[0]);
    }

    /// `POLICY ... [mixed=WORD]`, see [Mixed].
    private static AutoScalingGroup group(String line, int desired) {
        List<String> policies =
                List.of(line.split(" ")).stream().filter(w -> !w.startsWith("mixed=")).toList();
        AutoScalingGroup group =
                Fleet.group(0, desired, 20).edit().terminationPolicies(policies).done();
        return word(line, "mixed=")
                .map(policy -> group.edit().launchSource(Mixed.of(policy)).done())
                .orElse(group);
    }

    private static String explained(
            TerminationChoice choice, Collection<Instance> members, Map<InstanceId, String> names) {
        List<Consideration> steps = choice.explain(members);
        boolean isOne = !steps.isEmpty() && steps.getLast().left().size() == 1;
        return isOne ? names.getOrDefault(steps.getLast().left().getFirst(), "?") : "";
    }

    @Test
    void theReasonsNameWhatToldThemApart() {
        List<Instance> members =
                List.of(
                        member("a1 zone=a age=10"),
                        member("a2 zone=a age=20"),
                        member("b1 zone=b age=99"));
        var group = Fleet.group(0, 3, 20);
        var view = new GroupView(WORLD, group, members, List.of());
        List<Consideration> steps = new TerminationChoice(view, NOW).explain(members);
        assertThat(steps)
                .extracting(Consideration::criterion)
                .containsExactly(
                        "in the zone with most instances",
                        "Default: closest to the next instance hour");
        assertThat(steps.getFirst().standings())
                .extracting(Consideration.Standing::shown)
                .containsExactly("us-east-1a has 2", "us-east-1a has 2", "us-east-1b has 1");
        assertThat(steps.getFirst().left())
                .containsExactly(members.get(0).instanceId(), members.get(1).instanceId());
        assertThat(steps.getLast().left()).containsExactly(members.get(1).instanceId());
    }

    @Test
    void whereAllAreProtectedNobodyIsLeft() {
        List<Instance> members = List.of(member("a1 zone=a age=10 protected"));
        var view = new GroupView(WORLD, Fleet.group(0, 1, 20), members, List.of());
        assertThat(new TerminationChoice(view, NOW).explain(members)).isEmpty();
        assertThat(new TerminationChoice(view, NOW).explain(List.of())).isEmpty();
    }

    /// `name zone=a age=SECONDS [type=TYPE] [weight=N] [market=spot] [template=VERSION | other |
    /// configuration] [protected] [pending]`
    private static Instance member(String line) {
        String zone = "us-east-1" + word(line, "zone=").orElse("a");
        long age = Long.parseLong(word(line, "age=").orElse("0"));
        Lifecycle lifecycle = line.endsWith(" pending") ? Lifecycle.PENDING : Lifecycle.IN_SERVICE;
        Instance member = Members.in(zone, lifecycle, NOW.minusSeconds(age));
        GroupMembership known = member.membership().orElseThrow();
        var settings =
                new InstanceSettings(
                        Optional.empty(),
                        word(line, "type="),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Tags.NONE,
                        new InstanceSettings.Options(
                                Optional.empty(),
                                Optional.empty(),
                                word(line, "market=").map(_ -> new SpotRequest(Optional.empty()))));
        int weight = Integer.parseInt(word(line, "weight=").orElse("1"));
        return Members.with(member, settings, weight)
                .withMembership(
                        Optional.of(
                                new GroupMembership(
                                        known.group(),
                                        lifecycle,
                                        known.since(),
                                        Optional.of(source(line)),
                                        known.inServiceSince(),
                                        "",
                                        line.endsWith(" protected"),
                                        known.activityId(),
                                        weight)));
    }

    private static LaunchSource.Single source(String line) {
        if (line.endsWith(" configuration")) {
            return new LaunchSource.Configuration("c");
        }
        return line.endsWith(" other")
                ? new LaunchSource.Template("lt-0", "old", "1")
                : new LaunchSource.Template("lt-1", "web", word(line, "template=").orElse("1"));
    }

    private static Optional<String> word(String line, String key) {
        return List.of(line.split(" ")).stream()
                .filter(word -> word.startsWith(key))
                .map(word -> word.substring(key.length()))
                .findFirst();
    }
}
