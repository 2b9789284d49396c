package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The small values that everything else is made of.
class ValuesTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");

    @ParameterizedTest
    @CsvSource({
        "000000000000, us-east-1, true",
        "123456789012, ap-southeast-2, true",
        "123456789012, us-gov-west-1, true",
        "12345678901, us-east-1, false",
        "1234567890123, us-east-1, false",
        "12345678901x, us-east-1, false",
        "000000000000, us-east, false",
        "000000000000, US-EAST-1, false",
        "000000000000, home, false"
    })
    void aScopeIsAnAccountAndARegion(String account, String region, boolean valid) {
        if (valid) {
            assertThat(new Scope(account, region).arn("ec2", "x").value())
                    .isEqualTo("arn:aws:ec2:" + region + ":" + account + ":x");
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new Scope(account, region));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ec2:us-east-1:000000000000:vpc/vpc-1, true",
        "arn:aws:iam::000000000000:root, true",
        "arn:aws:autoscaling:us-east-1:0:scalingPolicy:1:autoScalingGroupName/web:policyName/out, true",
        "arn:aws:ec2, false",
        "web, false"
    })
    void anArnHasSixParts(String text, boolean valid) {
        assertThat(Arn.isArn(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "i-1234567890abcdef0, true",
        "i-12345678, true",
        "i-1234567890ABCDEF0, false",
        "i-1234567890abcdef, false",
        "x-12345678, false"
    })
    void anInstanceIdHasEightOrSeventeenDigits(String text, boolean valid) {
        assertThat(InstanceId.isInstanceId(text)).isEqualTo(valid);
    }

    @Test
    void attributesThatAreNotSetHaveTheirDefault() {
        Attributes attributes = Attributes.of(Map.of("a", "true", "n", "7"));

        assertThat(attributes.isTrue("a", false)).isTrue();
        assertThat(attributes.isTrue("b", true)).isTrue();
        assertThat(attributes.number("n", 1)).isEqualTo(7);
        assertThat(attributes.number("m", 1)).isEqualTo(1);
        assertThat(attributes.get("x", "default")).isEqualTo("default");
        assertThat(attributes.with(Map.of("a", "false")).isTrue("a", true)).isFalse();
        assertThat(attributes.isTrue("a", false)).as("the old ones stay").isTrue();
    }

    @Test
    void tagsAreAddedReplacedAndTakenAway() {
        Tags tags = Tags.of(Map.of("b", "2", "a", "1"));

        assertThat(tags.values().keySet()).containsExactly("a", "b");
        assertThat(tags.plus(Map.of("a", "9", "c", "3")).values())
                .isEqualTo(Map.of("a", "9", "b", "2", "c", "3"));
        assertThat(tags.minus(List.of("a", "never"))).isEqualTo(Tags.of(Map.of("b", "2")));
        assertThat(Tags.NONE.values()).isEmpty();
    }

    @Test
    void aMetricIsTheSameWhateverTheOrderOfItsDimensions() {
        assertThat(MetricId.of("AWS/EC2", "CPU", Map.of("a", "1", "b", "2")))
                .isEqualTo(MetricId.of("AWS/EC2", "CPU", Map.of("b", "2", "a", "1")))
                .isNotEqualTo(MetricId.of("AWS/EC2", "CPU", Map.of("a", "1")));
    }

    @Test
    void datapointsAddUp() {
        Datapoint one = Datapoint.of(Instant.EPOCH, 4);
        Datapoint both = one.plus(Datapoint.of(Instant.EPOCH.plusSeconds(9), 2));

        var values = Distribution.of(new double[] {2, 4}, new double[] {1, 1});
        assertThat(both).isEqualTo(new Datapoint(Instant.EPOCH, 2, 6, 2, 4, values));
        assertThat(both.average()).isEqualTo(3);
        assertThat(both.startingAt(Instant.EPOCH.plusSeconds(60)).start())
                .isEqualTo(Instant.EPOCH.plusSeconds(60));
    }

    @Test
    void targetsAreOrderedByGroupIdAndPort() {
        List<TargetRef> ordered =
                List.of(
                        new TargetRef("a", "i-1", 80),
                        new TargetRef("a", "i-1", 443),
                        new TargetRef("a", "i-2", 80),
                        new TargetRef("b", "i-1", 80));

        assertThat(Stream.of(3, 1, 0, 2).map(ordered::get).sorted()).isEqualTo(ordered);
    }

    @Test
    void keysAreOrderedByKindScopeAndId() {
        Scope other = new Scope("111111111111", "us-east-1");
        List<Key> ordered =
                List.of(
                        Key.of(Alarm.class, HOME, "z"),
                        Key.of(Instance.class, HOME, "a"),
                        Key.of(Instance.class, HOME, "b"),
                        Key.of(Instance.class, other, "a"));

        assertThat(Stream.of(2, 3, 0, 1).map(ordered::get).sorted()).isEqualTo(ordered);
    }

    @Test
    void versionsOfATemplateAreOrderedByTheirNumber() {
        assertThat(
                        Stream.of(10L, 9L, 100L)
                                .map(n -> LaunchTemplateVersion.idOf("lt-1", n))
                                .sorted())
                .containsExactly("lt-1/000009", "lt-1/000010", "lt-1/000100")
                .allMatch(id -> id.startsWith(LaunchTemplateVersion.prefix("lt-1")));
    }

    @ParameterizedTest
    @CsvSource({
        "GREATER, 5, false, true",
        "GREATER_OR_EQUAL, 5, true, true",
        "LESS, 5, false, false",
        "LESS_OR_EQUAL, 5, true, false"
    })
    void aThresholdIsBreachedAsTheComparisonSays(
            Alarm.Comparison comparison, double threshold, boolean atIt, boolean aboveIt) {
        assertThat(comparison.breaches(threshold, threshold, threshold)).isEqualTo(atIt);
        assertThat(comparison.breaches(threshold + 1, threshold, threshold)).isEqualTo(aboveIt);
        assertThat(comparison.breaches(threshold - 1, threshold, threshold)).isEqualTo(!aboveIt);
    }

    @Test
    void statesAreWrittenAsTheApiWritesThem() {
        assertThat(
                        Stream.of(Instance.State.values())
                                .map(state -> state.code() + " " + state.word()))
                .containsExactly(
                        "0 pending",
                        "16 running",
                        "32 shutting-down",
                        "48 terminated",
                        "64 stopping",
                        "80 stopped");
        assertThat(Stream.of(Instance.State.values()).filter(Instance.State::isEnding))
                .containsExactly(Instance.State.SHUTTING_DOWN, Instance.State.TERMINATED);
    }

    @Test
    void theLastValueIsTheNewest() {
        assertThat(MetricReader.last(List.of())).isEmpty();
        assertThat(
                        MetricReader.last(
                                List.of(
                                        new MetricReader.Value(Instant.EPOCH, 1),
                                        new MetricReader.Value(Instant.EPOCH.plusSeconds(60), 2))))
                .hasValue(2);
    }

    @Test
    void anActivityEndsOnceAndIsThenComplete() {
        Activity begun =
                new Activity(
                        HOME,
                        "a-1",
                        "web",
                        "Launching",
                        "because",
                        Instant.EPOCH,
                        Optional.empty(),
                        Activity.Status.IN_PROGRESS,
                        "",
                        30,
                        "{}");
        Activity ended =
                begun.ended(Activity.Status.FAILED, "no room", Instant.EPOCH.plusSeconds(5));

        assertThat(ended.progress()).isEqualTo(100);
        assertThat(ended.endedAt()).contains(Instant.EPOCH.plusSeconds(5));
        assertThat(ended.statusMessage()).isEqualTo("no room");
        assertThat(begun.moved(Activity.Status.PRE_IN_SERVICE, 60).endedAt()).isEmpty();
        assertThat(begun.described("Terminating").cause()).isEqualTo("because");
    }

    @ParameterizedTest
    @CsvSource({
        "OUTSIDE_BAND, true, false, true",
        "BELOW_BAND, true, false, false",
        "ABOVE_BAND, false, false, true",
    })
    void aBandIsLeftAtTheSideThatTheComparisonSays(
            Alarm.Comparison comparison, boolean below, boolean inside, boolean above) {
        assertThat(comparison.isOfBand()).isTrue();
        assertThat(comparison.breaches(9, 10, 20)).isEqualTo(below);
        assertThat(comparison.breaches(10, 10, 20)).isEqualTo(inside);
        assertThat(comparison.breaches(20, 10, 20)).isEqualTo(inside);
        assertThat(comparison.breaches(21, 10, 20)).isEqualTo(above);
    }
}
