package dev.evenkeel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/// A user tests a scaling policy on a clock that the test turns.
class TimeMachineTest {
    private static final String SERVE_NOTHING = "#!/bin/sh\nexec sleep 600\n";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir Path data;

    @Test
    void fifteenDatapointsOfAMinuteTakeSecondsAndSurviveARestart() throws IOException {
        Instant then;
        try (Server server = Server.start(data, "--clock=manual");
                Clients aws = Clients.of(server.endpoint())) {
            createGroup(aws);
            String policy =
                    aws.autoScaling()
                            .putScalingPolicy(r ->
                                    r.autoScalingGroupName("quiet")
                                            .policyName("one-more")
                                            .policyType("SimpleScaling")
                                            .adjustmentType("ChangeInCapacity")
                                            .scalingAdjustment(1)
                                            .cooldown(300))
                            .policyARN();
            createAlarm(aws, policy);
            Instant start = now(server).plus(MINUTE).truncatedTo(ChronoUnit.MINUTES);
            clock(server, "to", start.toString());
            record(aws, start, 30);

            clock(server, "advance", "15m");
            assertThat(state(aws)).isNotEqualTo(StateValue.ALARM);
            assertThat(inService(aws)).isEqualTo(1);
            clock(server, "advance", "1s");
            assertThat(state(aws)).isEqualTo(StateValue.ALARM);
            assertThat(inService(aws)).as("a real process runs").isEqualTo(2);
            clock(server, "advance", "299s");
            assertThat(inService(aws)).as("in its cooldown").isEqualTo(2);
            then = now(server);
            server.kill();
        }
        assertThat(Server.refusal(data)).contains("it is " + then + " already");
        try (Server server = Server.start(data, "--clock=manual", "--stop-instances");
                Clients aws = Clients.of(server.endpoint())) {
            assertThat(now(server)).isEqualTo(then);
            clock(server, "advance", "61s");
            assertThat(inService(aws)).as("its cooldown is over").isEqualTo(3);
        }
    }

    @Test
    void theMachinesClockIsNotMoved() throws IOException {
        try (Server server = Server.start(data)) {
            assertThat(clock(server, "advance", "15m")).contains("evenkeel serve --clock manual");
            assertThat(clock(server)).endsWith("(system clock)");
        }
    }

    private static String clock(Server server, String... command) throws IOException {
        List<String> line =
                List.of(
                        "--listen=127.0.0.1:" + server.endpoint().getPort(),
                        "--access-key=" + Server.ACCESS_KEY + ":" + Server.SECRET);
        return Server.run(
                        Stream.of(List.of("clock"), List.of(command), line)
                                .flatMap(List::stream)
                                .toArray(String[]::new))
                .strip();
    }

    private static Instant now(Server server) throws IOException {
        return Instant.parse(clock(server).split(" ")[0]);
    }

    private static void createGroup(Clients aws) {
        String image =
                aws.ec2().describeImages(r -> r.owners("amazon")).images().getFirst().imageId();
        String userData =
                Base64.getEncoder().encodeToString(SERVE_NOTHING.getBytes(StandardCharsets.UTF_8));
        aws.ec2()
                .createLaunchTemplate(r ->
                        r.launchTemplateName("quiet")
                                .launchTemplateData(d ->
                                        d.imageId(image)
                                                .instanceType("t3.micro")
                                                .userData(userData)));
        aws.autoScaling()
                .createAutoScalingGroup(r ->
                        r.autoScalingGroupName("quiet")
                                .launchTemplate(t -> t.launchTemplateName("quiet"))
                                .minSize(1)
                                .maxSize(4)
                                .availabilityZones("us-east-1a", "us-east-1b", "us-east-1c"));
    }

    private static void createAlarm(Clients aws, String policy) {
        aws.cloudWatch()
                .putMetricAlarm(r ->
                        r.alarmName("long-queue")
                                .namespace("Shop")
                                .metricName("QueueLength")
                                .statistic(Statistic.AVERAGE)
                                .period(60)
                                .evaluationPeriods(15)
                                .threshold(100.0)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                                .treatMissingData("notBreaching")
                                .alarmActions(policy));
    }

    private static void record(Clients aws, Instant start, int minutes) {
        List<MetricDatum> points =
                IntStream.range(0, minutes)
                        .mapToObj(minute ->
                                MetricDatum.builder()
                                        .metricName("QueueLength")
                                        .value(250.0)
                                        .timestamp(start.plus(MINUTE.multipliedBy(minute)))
                                        .build())
                        .toList();
        aws.cloudWatch().putMetricData(r -> r.namespace("Shop").metricData(points));
    }

    private static StateValue state(Clients aws) {
        return aws.cloudWatch().describeAlarms().metricAlarms().getFirst().stateValue();
    }

    private static long inService(Clients aws) {
        return aws.autoScaling().describeAutoScalingGroups().autoScalingGroups().stream()
                .flatMap(group -> group.instances().stream())
                .filter(instance -> instance.lifecycleStateAsString().equals("InService"))
                .count();
    }
}
