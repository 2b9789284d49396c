package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.acm.Acm;
import dev.evenkeel.api.autoscaling.AutoScaling;
import dev.evenkeel.api.cloudwatch.CloudWatch;
import dev.evenkeel.api.ec2.Ec2;
import dev.evenkeel.api.ec2.Machines;
import dev.evenkeel.api.elb.Elb;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.iam.Iam;
import dev.evenkeel.api.sts.Sts;
import dev.evenkeel.api.zonalshift.ZonalShifts;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.wire.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/features.md` names exactly the operations that are answered.
class FeaturesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "features.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)`");

    /// A service under the heading that the page has for it.
    record Section(String heading, Operations operations) {
        @Override
        public String toString() {
            return heading;
        }
    }

    static Stream<Section> sections() {
        var metrics = new MetricStore(Retention.CLOUDWATCH);
        return Stream.of(
                new Section("elbv2", Elbv2.operations()),
                new Section("elb", Elb.operations()),
                new Section(
                        "autoscaling",
                        AutoScaling.operations(new MetricStore(Retention.CLOUDWATCH))),
                new Section("ec2", Ec2.operations(new NoMachines())),
                new Section("cloudwatch", CloudWatch.operations(metrics, metrics)),
                new Section("sts", Sts.operations()),
                new Section("acm", Acm.operations()),
                new Section("iam", Iam.operations()),
                new Section("arc-zonal-shift", ZonalShifts.operations()));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void namesWhatIsAnsweredAndNothingElse(Section section) throws IOException {
        assertThat(named(section.heading()))
                .as("operations under ### " + section.heading())
                .isEqualTo(answered(section.operations()));
    }

    private static String answered(Operations operations) {
        return operations.service().operations().stream()
                .map(Operation::name)
                .filter(name -> operations.find(name).isPresent())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String named(String heading) throws IOException {
        Matcher section =
                Pattern.compile("(?ms)^### " + heading + "$(.*?)(?=^##|\\z)")
                        .matcher(Files.readString(PAGE));
        assertThat(section.find()).as("### " + heading).isTrue();
        return NAME
                .matcher(section.group(1))
                .results()
                .map((MatchResult name) -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(" "));
    }

    /// The page is about operations, not about instances.
    private static final class NoMachines implements Machines {
        @Override
        public String architecture() {
            return "x86_64";
        }

        @Override
        public Optional<Console> console(InstanceId id) {
            return Optional.empty();
        }

        @Override
        public void reboot(InstanceId id) {}
    }
}
