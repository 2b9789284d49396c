package dev.evenkeel.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.scenario.Scenario;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who gets traffic: `count`, `percentage`, `cross-zone` and `classic` set the rule, other lines
/// are targets: name, zone, health.
class PoolRuleTest {
    private static final String HEALTH =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    static List<Scenario> scenarios() {
        return Scenario.read(PoolRuleTest.class, "pools.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aNodeUsesTheTargetsItsRuleAllows(Scenario scenario) {
        var settings = new TreeMap<String, String>();
        var members = new ArrayList<Members.Member>();
        for (String line : scenario.input()) {
            String[] words = line.split(" ");
            if (words.length == 2) {
                settings.put(words[0], words[1]);
            } else {
                members.add(member(words));
            }
        }
        for (String expected : scenario.expected()) {
            String zone = expected.substring(0, 1);
            assertThat(told(rule(settings), new Members(members), zone)).isEqualTo(expected);
        }
    }

    private static Members.Member member(String[] words) {
        boolean draining = words[2].equals("draining");
        var state = draining ? TargetHealth.State.HEALTHY : state(words[2]);
        return new Members.Member(
                new TargetRef("group", words[0], 80),
                InetSocketAddress.createUnresolved(words[0], 80),
                words[1],
                new Members.Seen(state, dissent(words)),
                draining);
    }

    /// `one a healthy b:unhealthy`: the node in zone b sees it otherwise.
    private static Map<NodeRef, TargetHealth.State> dissent(String[] words) {
        var dissent = new TreeMap<NodeRef, TargetHealth.State>();
        for (String word : List.of(words).subList(3, words.length)) {
            String[] parts = word.split(":");
            dissent.put(node(parts[0]), state(parts[1]));
        }
        return dissent;
    }

    private static NodeRef node(String zone) {
        return new NodeRef("lb", zone);
    }

    private static TargetHealth.State state(String word) {
        return TargetHealth.State.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static PoolRule rule(Map<String, String> settings) {
        var attributes =
                Attributes.of(
                        Map.of(
                                HEALTH + "count", settings.getOrDefault("count", "1"),
                                HEALTH + "percentage", settings.getOrDefault("percentage", "off")));
        boolean classic = settings.containsKey("classic");
        return new PoolRule(
                Set.of("a", "b"),
                settings.getOrDefault("cross-zone", "on").equals("on"),
                TargetProtocol.HTTP1,
                PoolOptions.DEFAULT,
                classic ? null : Threshold.routing(attributes),
                PoolRule.Ends.NEVER);
    }

    private static String told(PoolRule rule, Members members, String zone) {
        var choice = rule.choose(members, node(zone));
        var names = choice.serving().stream().map(member -> member.ref().targetId()).toList();
        return (zone + ": " + String.join(" ", names)).strip()
                + (choice.failedOpen() ? " (open)" : "");
    }
}
