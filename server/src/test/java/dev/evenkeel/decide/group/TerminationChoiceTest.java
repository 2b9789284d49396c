package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
        var group =
                Fleet.group(0, members.size(), 20)
                        .edit()
                        .terminationPolicies(List.of(scenario.input().getFirst().split(" ")))
                        .done();
        var view = new GroupView(WORLD, group, List.copyOf(members.values()), List.of());
        int count = Integer.parseInt(scenario.input().get(last).split(" ")[1]);
        String picked =
                new TerminationChoice(view, NOW)
                        .pick(members.values(), count).stream()
                                .map(m -> names.getOrDefault(m.instanceId(), "?"))
                                .collect(Collectors.joining(" "));
        assertThat(List.of(picked)).isEqualTo(scenario.expected());
    }

    /// `name zone=a age=SECONDS [template=VERSION | other | configuration] [protected] [pending]`
    private static Instance member(String line) {
        String zone = "us-east-1" + word(line, "zone=").orElse("a");
        long age = Long.parseLong(word(line, "age=").orElse("0"));
        Lifecycle lifecycle = line.endsWith(" pending") ? Lifecycle.PENDING : Lifecycle.IN_SERVICE;
        Instance member = Members.in(zone, lifecycle, NOW.minusSeconds(age));
        GroupMembership known = member.membership().orElseThrow();
        return member.withMembership(
                Optional.of(
                        new GroupMembership(
                                known.group(),
                                lifecycle,
                                known.since(),
                                Optional.of(source(line)),
                                known.inServiceSince(),
                                "",
                                line.endsWith(" protected"),
                                known.activityId())));
    }

    private static LaunchSource source(String line) {
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
