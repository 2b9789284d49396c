package dev.evenkeel.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;

class SdkTest {
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
}
