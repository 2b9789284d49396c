package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.MemoryBackend;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Limits;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.wire.Http;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Protocol;
import dev.evenkeel.wire.Service;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;
import dev.evenkeel.wire.cloudwatch.DescribeAlarmsOutput;
import dev.evenkeel.wire.cloudwatch.ListMetricsOutput;
import dev.evenkeel.wire.cloudwatch.Metric;
import dev.evenkeel.wire.ec2.DescribeRegionsResult;
import dev.evenkeel.wire.ec2.Ec2Operations;
import dev.evenkeel.wire.ec2.Region;
import dev.evenkeel.wire.elb.ElbOperations;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerOutput;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancersOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.Elbv2Operations;
import dev.evenkeel.wire.elbv2.LoadBalancer;
import dev.evenkeel.wire.sts.GetCallerIdentityResponse;
import dev.evenkeel.wire.sts.StsOperations;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/// A few operations of each protocol that answer with what they were asked.
final class SampleServices {
    private SampleServices() {}

    static Dispatcher dispatcher(Authenticator authenticator) {
        List<Operations> services =
                List.of(
                        loadBalancing(),
                        Operations.of(ElbOperations.SERVICE),
                        compute(),
                        metrics(),
                        identity(),
                        garden());
        return new Dispatcher(
                new Directory(services, Limits.DEFAULT),
                authenticator,
                new MemoryBackend(),
                Clock.system(),
                new SecureRandom());
    }

    private static Operations loadBalancing() {
        return Operations.of(Elbv2Operations.SERVICE)
                .read(
                        Elbv2Operations.DESCRIBE_LOAD_BALANCERS,
                        (world, call, input) ->
                                DescribeLoadBalancersOutput.builder()
                                        .loadBalancers(List.of())
                                        .build())
                .write(
                        Elbv2Operations.CREATE_LOAD_BALANCER,
                        (world, call, input) -> {
                            if ("taken".equals(input.name())) {
                                throw new ApiFault(
                                        Elbv2Errors.DUPLICATE_LOAD_BALANCER_NAME,
                                        "'taken' & <used>");
                            }
                            LoadBalancer created =
                                    LoadBalancer.builder()
                                            .loadBalancerName(input.name())
                                            .createdTime(call.now())
                                            .build();
                            return Decision.unchanged(
                                    CreateLoadBalancerOutput.builder()
                                            .loadBalancers(List.of(created))
                                            .build());
                        })
                .effect(
                        Elbv2Operations.DESCRIBE_RULES,
                        (world, call, input) -> {
                            throw new IllegalStateException("a bug");
                        });
    }

    private static final Operation<Nothing, Nothing> GET_BED =
            rest("GetBed", new Http("GET", "/2026-01-31/bed/{Id}", 201));
    private static final Operation<Nothing, Nothing> DIG =
            rest("Dig", new Http("POST", "/2026-01-31/bed/{Id}", 200));

    private static Operation<Nothing, Nothing> rest(String name, Http http) {
        return new Operation<>(name, () -> Nothing.SHAPE, () -> Nothing.SHAPE, "", List.of(), http);
    }

    /// Speaks REST; digging is in its model, but nobody does it.
    private static Operations garden() {
        Service service =
                new Service(
                        "garden",
                        "garden",
                        "2026-01-31",
                        "https://garden/",
                        "",
                        "",
                        Set.of(Protocol.REST_XML),
                        List.of(GET_BED, DIG));
        return Operations.of(service).read(GET_BED, (world, call, input) -> Nothing.NOTHING);
    }

    private static Operations compute() {
        return Operations.of(Ec2Operations.SERVICE)
                .read(
                        Ec2Operations.DESCRIBE_REGIONS,
                        (world, call, input) ->
                                DescribeRegionsResult.builder()
                                        .regions(
                                                List.of(
                                                        Region.builder()
                                                                .regionName(call.scope().region())
                                                                .build()))
                                        .build());
    }

    private static Operations metrics() {
        return Operations.of(CloudWatchOperations.SERVICE)
                .read(
                        CloudWatchOperations.LIST_METRICS,
                        (world, call, input) ->
                                ListMetricsOutput.builder()
                                        .metrics(
                                                List.of(
                                                        Metric.builder()
                                                                .namespace(input.namespace())
                                                                .metricName("M")
                                                                .build()))
                                        .build())
                .read(
                        CloudWatchOperations.DESCRIBE_ALARMS,
                        (world, call, input) -> DescribeAlarmsOutput.builder().build());
    }

    private static Operations identity() {
        return Operations.of(StsOperations.SERVICE)
                .read(
                        StsOperations.GET_CALLER_IDENTITY,
                        (world, call, input) ->
                                GetCallerIdentityResponse.builder()
                                        .account(call.caller().account())
                                        .arn(call.caller().arn())
                                        .userId(call.caller().accessKey())
                                        .build());
    }
}
