package dev.evenkeel.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.CompositeAlarm.Suppressor;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Why a composite alarm is in its state, told part by part.
class CompositeExplanationTest {
    private static final Instant NOW = Fleet.THEN.plusSeconds(60);
    private static final String SINCE = " since 2026-01-01T00:00:00Z";

    private final List<Change> made = new ArrayList<>();

    private void metric(String name, State state) {
        made.add(
                new Change.Put(
                        new Alarm(
                                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                                Fleet.SCOPE,
                                name,
                                "",
                                new Alarm.Watch.Metric(
                                        MetricId.of("app", name, Map.of()),
                                        "Average",
                                        Duration.ofMinutes(1),
                                        Optional.empty()),
                                new Alarm.Rule(
                                        Alarm.Comparison.GREATER, 50, 3, 2, Alarm.Missing.MISSING),
                                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                                Fleet.THEN,
                                new Alarm.Status(state, "", "", Fleet.THEN, Fleet.THEN),
                                Tags.NONE)));
    }

    private Explanation explained(String rule, Optional<Suppressor> suppressor, boolean enabled) {
        var alarm =
                new CompositeAlarm(
                        Fleet.SCOPE.arn("cloudwatch", "alarm:site"),
                        Fleet.SCOPE,
                        "site",
                        "",
                        rule,
                        new Alarm.Actions(enabled, List.of(), List.of(), List.of()),
                        suppressor,
                        Fleet.THEN,
                        new Alarm.Status(State.ALARM, "it was so", "", Fleet.THEN, Fleet.THEN),
                        Tags.NONE);
        World world = World.empty(Fleet.SITE).with(made).with(List.of(new Change.Put(alarm)));
        return CompositeExplanation.of(world.in(Fleet.SCOPE), alarm, NOW);
    }

    @Test
    void theRuleIsToldPartByPartWithWhatDecides() {
        metric("cpu", State.ALARM);
        metric("slow", State.OK);
        metric("release", State.OK);
        Explanation why =
                explained(
                        "(ALARM(cpu) OR ALARM(slow)) AND NOT ALARM(release)",
                        Optional.empty(),
                        true);
        assertThat(why.lines())
                .containsExactly(
                        "Alarm site is in state ALARM" + SINCE,
                        "  it was so",
                        "Its rule holds:",
                        "  > yes  all of:",
                        "    > yes  any of:",
                        "      > yes  ALARM(cpu): cpu is in state ALARM" + SINCE,
                        "        no   ALARM(slow): slow is in state OK" + SINCE,
                        "    > yes  NOT:",
                        "      > no   ALARM(release): release is in state OK" + SINCE);
        assertThat(why.facts()).containsEntry("holds", true).containsEntry("state", "ALARM");
    }

    @Test
    void whatIsMissingKeepsARuleFromHolding() {
        metric("cpu", State.ALARM);
        Explanation why =
                explained("AT_LEAST(2, ALARM, (cpu, gone)) OR FALSE", Optional.empty(), false);
        assertThat(why.lines())
                .containsSubsequence(
                        "Its rule does not hold:",
                        "  > no   any of:",
                        "    > no   at least 2 of:",
                        "        yes  ALARM(cpu): cpu is in state ALARM" + SINCE,
                        "      > no   ALARM(gone): there is no such alarm",
                        "    > no   FALSE",
                        "Its actions are disabled.");
    }

    @Test
    void theSuppressorSaysWhatItHoldsBack() {
        metric("cpu", State.ALARM);
        metric("quiet", State.ALARM);
        metric("calm", State.OK);
        assertThat(suppressedBy("arn:aws:cloudwatch:us-east-1:000000000000:alarm:quiet", 0, 0))
                .endsWith("quiet is in state ALARM" + SINCE + ": it holds back the actions");
        assertThat(suppressedBy("calm", 120, 0)).endsWith("wait for it to get into ALARM");
        assertThat(suppressedBy("calm", 0, 120)).endsWith("still holds back the actions");
        assertThat(suppressedBy("calm", 0, 0)).endsWith("it does not hold back the actions");
        assertThat(suppressedBy("gone", 0, 0)).startsWith("Suppressor gone does not exist");
    }

    private String suppressedBy(String other, int wait, int extension) {
        var suppressor =
                new Suppressor(other, Duration.ofSeconds(wait), Duration.ofSeconds(extension));
        return explained("ALARM(cpu)", Optional.of(suppressor), true).lines().getLast();
    }

    @Test
    void aRuleOfOnePartIsThatPart() {
        metric("cpu", State.INSUFFICIENT_DATA);
        assertThat(explained("INSUFFICIENT_DATA(cpu)", Optional.empty(), true).lines())
                .anyMatch(line -> line.startsWith("  > yes  INSUFFICIENT_DATA(cpu): cpu is in"));
    }
}
