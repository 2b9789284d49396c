package dev.evenkeel.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

class SdkTest {
    private static final String SERVE_NOTHING = "#!/bin/sh\nexec sleep 600\n";

    @TempDir Path data;

    @Test
    void everyZoneHasItsSubnet() throws IOException {
        try (Server server = Server.start(data);
                Clients aws = Clients.of(server.endpoint())) {
            assertThat(aws.ec2().describeSubnets().subnets())
                    .extracting(Subnet::availabilityZone)
                    .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        }
    }

    @Test
    void mistakesAreAnsweredAsAwsAnswersThem() throws IOException {
        try (Server server = Server.start(data);
                Clients aws = Clients.of(server.endpoint())) {
            assertThatThrownBy(() ->
                            aws.ec2().describeInstances(r -> r.instanceIds("i-0123456789abcdef0")))
                    .isInstanceOfSatisfying(
                            Ec2Exception.class,
                            fault ->
                                    assertThat(fault.awsErrorDetails().errorCode())
                                            .isEqualTo("InvalidInstanceID.NotFound"));
            assertThatThrownBy(() -> aws.elb().describeLoadBalancers(r -> r.names("nobody")))
                    .isInstanceOfSatisfying(
                            ElasticLoadBalancingV2Exception.class,
                            fault ->
                                    assertThat(fault.awsErrorDetails().errorCode())
                                            .isEqualTo("LoadBalancerNotFound"));
        }
    }

    @Test
    void metricsGoInAndComeOutAsCbor() throws IOException {
        try (Server server = Server.start(data);
                Clients aws = Clients.of(server.endpoint())) {
            Instant now = Instant.now();
            MetricDatum orders =
                    MetricDatum.builder().metricName("Orders").value(4.0).timestamp(now).build();
            aws.cloudWatch().putMetricData(r -> r.namespace("Shop").metricData(List.of(orders)));

            assertThat(
                            aws.cloudWatch()
                                    .getMetricStatistics(r ->
                                            r.namespace("Shop")
                                                    .metricName("Orders")
                                                    .statistics(Statistic.SUM)
                                                    .period(60)
                                                    .startTime(now.minus(Duration.ofMinutes(5)))
                                                    .endTime(now.plus(Duration.ofMinutes(5))))
                                    .datapoints())
                    .singleElement()
                    .satisfies(point -> assertThat(point.sum()).isEqualTo(4.0));
        }
    }

    @Test
    void aGroupSurvivesAKilledServerWithTheSameInstances() throws IOException {
        List<String> before;
        try (Server server = Server.start(data);
                Clients aws = Clients.of(server.endpoint())) {
            createGroup(aws, 2);
            await().atMost(30, SECONDS).until(() -> inService(aws).size() == 2);
            before = inService(aws);
            server.kill();
        }
        try (Server server = Server.start(data, "--stop-instances");
                Clients aws = Clients.of(server.endpoint())) {
            await().atMost(30, SECONDS).until(() -> inService(aws).size() == 2);

            assertThat(inService(aws)).isEqualTo(before);
            assertThat(running(aws)).containsExactlyInAnyOrderElementsOf(before);
        }
    }

    private static void createGroup(Clients aws, int size) {
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
        String subnets =
                String.join(
                        ",",
                        aws.ec2().describeSubnets().subnets().stream()
                                .map(Subnet::subnetId)
                                .toList());
        aws.autoScaling()
                .createAutoScalingGroup(r ->
                        r.autoScalingGroupName("quiet")
                                .launchTemplate(t -> t.launchTemplateName("quiet"))
                                .minSize(size)
                                .maxSize(size)
                                .vpcZoneIdentifier(subnets));
    }

    private static List<String> inService(Clients aws) {
        return aws.autoScaling().describeAutoScalingGroups().autoScalingGroups().stream()
                .map(AutoScalingGroup::instances)
                .flatMap(List::stream)
                .filter(instance -> instance.lifecycleStateAsString().equals("InService"))
                .map(Instance::instanceId)
                .sorted()
                .toList();
    }

    private static List<String> running(Clients aws) {
        Filter running =
                Filter.builder().name("instance-state-name").values("pending", "running").build();
        return aws.ec2().describeInstances(r -> r.filters(running)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(software.amazon.awssdk.services.ec2.model.Instance::instanceId)
                .toList();
    }
}
