package dev.evenkeel.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.DnsAnswer.Count;
import dev.evenkeel.decide.DnsAnswer.Group;
import dev.evenkeel.decide.DnsAnswer.Node;
import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DnsAnswerTest {
    static List<Scenario> scenarios() {
        return Scenario.read(DnsAnswerTest.class, "dns-answer.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aNameResolvesToTheZonesThatCanServe(Scenario scenario) {
        var nodes = new ArrayList<Node>();
        var groups = new ArrayList<Group>();
        for (String line : scenario.input()) {
            String[] words = line.split(" +");
            if (words[0].equals("zones")) {
                for (String word : List.of(words).subList(1, words.length)) {
                    nodes.add(node(word));
                }
            } else {
                groups.add(group(words));
            }
        }
        String answer =
                DnsAnswer.of(nodes, groups).stream()
                        .map(Node::zone)
                        .collect(Collectors.joining(" "));
        assertThat(answer).isEqualTo(scenario.expected().getFirst());
    }

    @Test
    void everyAddressLeadsInItsTurn() {
        List<String> abc = List.of("a", "b", "c");
        assertThat(DnsAnswer.rotated(abc, 0)).containsExactly("a", "b", "c");
        assertThat(DnsAnswer.rotated(abc, 1)).containsExactly("b", "c", "a");
        assertThat(DnsAnswer.rotated(abc, 5)).containsExactly("c", "a", "b");
        assertThat(DnsAnswer.rotated(abc, -1)).containsExactly("c", "a", "b");
        assertThat(DnsAnswer.rotated(List.<String>of(), 7)).isEmpty();
    }

    /// `a` or, switched off, `a:off`.
    private static Node node(String word) {
        String[] parts = word.split(":");
        return new Node(parts[0], "127.31.0." + parts[0].charAt(0), parts.length > 1);
    }

    /// `group count=1 percentage=0 a=1/2 b=0/1`: what the nodes in a and b see.
    private static Group group(String[] words) {
        int count = 1;
        int percentage = 0;
        Map<String, Count> byZone = new HashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            String[] parts = word.split("[=/]");
            switch (parts[0]) {
                case "count" -> count = Integer.parseInt(parts[1]);
                case "percentage" -> percentage = Integer.parseInt(parts[1]);
                default ->
                        byZone.put(
                                parts[0],
                                new Count(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
            }
        }
        return new Group(new Threshold(count, percentage), byZone);
    }

    @Test
    void aGroupSaysHowManyHealthyTargetsItAsksForThereAndHere() {
        var unset = Attributes.DEFAULTS;
        assertThat(Threshold.dns(unset)).isEqualTo(Threshold.DEFAULT);
        assertThat(Threshold.routing(unset)).isEqualTo(Threshold.DEFAULT);
        var set =
                Attributes.of(
                        Map.of(
                                Threshold.DNS + "count", "off",
                                Threshold.DNS + "percentage", "50",
                                Threshold.ROUTING + "count", "3"));
        assertThat(Threshold.dns(set)).isEqualTo(new Threshold(0, 50));
        assertThat(Threshold.routing(set)).isEqualTo(new Threshold(3, 0));
    }

    @Test
    void aThresholdIsMetByItsNumberAndItsShare() {
        assertThat(new Threshold(2, 0).isMetBy(2, 100)).isTrue();
        assertThat(new Threshold(2, 0).isMetBy(1, 1)).isFalse();
        assertThat(new Threshold(1, 50).isMetBy(1, 2)).isTrue();
        assertThat(new Threshold(1, 51).isMetBy(1, 2)).isFalse();
    }
}
