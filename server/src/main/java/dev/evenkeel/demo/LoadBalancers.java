package dev.evenkeel.demo;

import dev.evenkeel.demo.Aws.Service;
import java.util.ArrayList;
import java.util.List;

/// The three load balancers of the story, made and read through the API alone.
final class LoadBalancers {
    private static final String NAME = Fleet.NAME;

    private final Aws aws;
    private final Site site;
    private final List<String> subnets;
    private String webGroup = "";
    private String streamGroup = "";
    private String webName = "";
    private String streamName = "";
    private String classicName = "";

    LoadBalancers(Aws aws, Site site, List<String> subnets) {
        this.aws = aws;
        this.site = site;
        this.subnets = List.copyOf(subnets);
    }

    /// Makes an Application, a Network and a Classic Load Balancer, each with a node in every zone.
    void create() {
        createApplicationLoadBalancer();
        createNetworkLoadBalancer();
        createClassicLoadBalancer();
    }

    /// The ARNs of the Application and the Network Load Balancer's target groups.
    List<String> targetGroups() {
        return List.of(webGroup, streamGroup);
    }

    int webPort() {
        return site.firstPort();
    }

    int streamPort() {
        return site.firstPort() + 1;
    }

    int classicHttpPort() {
        return site.firstPort() + 2;
    }

    int classicTcpPort() {
        return site.firstPort() + 3;
    }

    String webName() {
        return webName;
    }

    String streamName() {
        return streamName;
    }

    String classicName() {
        return classicName;
    }

    private void createApplicationLoadBalancer() {
        webGroup = createTargetGroup(NAME + "-web", "HTTP", "/health");
        Answer balancer = createLoadBalancer(NAME + "-web", "application");
        webName = balancer.first("DNSName");
        createListener(balancer, "HTTP", webPort(), webGroup);
    }

    private void createNetworkLoadBalancer() {
        streamGroup = createTargetGroup(NAME + "-stream", "TCP", "");
        Answer balancer = createLoadBalancer(NAME + "-stream", "network");
        streamName = balancer.first("DNSName");
        createListener(balancer, "TCP", streamPort(), streamGroup);
    }

    private String createTargetGroup(String name, String protocol, String path) {
        var parameters =
                new ArrayList<>(
                        List.of(
                                "Name",
                                name,
                                "Protocol",
                                protocol,
                                "Port",
                                String.valueOf(Fleet.INSTANCE_PORT),
                                "VpcId",
                                vpc(),
                                "HealthCheckIntervalSeconds",
                                "5",
                                "HealthCheckTimeoutSeconds",
                                "2",
                                "HealthyThresholdCount",
                                "2",
                                "UnhealthyThresholdCount",
                                "2"));
        if (!path.isEmpty()) {
            parameters.addAll(List.of("HealthCheckPath", path));
        }
        String arn =
                aws.call(Service.ELBV2, "CreateTargetGroup", parameters.toArray(String[]::new))
                        .first("TargetGroupArn");
        aws.call(
                Service.ELBV2,
                "ModifyTargetGroupAttributes",
                "TargetGroupArn",
                arn,
                "Attributes.member.1.Key",
                "deregistration_delay.timeout_seconds",
                "Attributes.member.1.Value",
                "3");
        return arn;
    }

    private String vpc() {
        return aws.call(Service.EC2, "DescribeVpcs").first("vpcId");
    }

    private Answer createLoadBalancer(String name, String type) {
        var parameters = new ArrayList<>(List.of("Name", name, "Type", type));
        for (int i = 0; i < subnets.size(); i++) {
            parameters.addAll(List.of("Subnets.member." + (i + 1), subnets.get(i)));
        }
        return aws.call(Service.ELBV2, "CreateLoadBalancer", parameters.toArray(String[]::new));
    }

    private void createListener(Answer balancer, String protocol, int port, String group) {
        aws.call(
                Service.ELBV2,
                "CreateListener",
                "LoadBalancerArn",
                balancer.first("LoadBalancerArn"),
                "Protocol",
                protocol,
                "Port",
                String.valueOf(port),
                "DefaultActions.member.1.Type",
                "forward",
                "DefaultActions.member.1.TargetGroupArn",
                group);
    }

    private void createClassicLoadBalancer() {
        var parameters = new ArrayList<>(List.of("LoadBalancerName", NAME + "-classic"));
        parameters.addAll(classicListener(1, "HTTP", classicHttpPort()));
        parameters.addAll(classicListener(2, "TCP", classicTcpPort()));
        for (int i = 0; i < subnets.size(); i++) {
            parameters.addAll(List.of("Subnets.member." + (i + 1), subnets.get(i)));
        }
        classicName =
                aws.call(Service.CLASSIC, "CreateLoadBalancer", parameters.toArray(String[]::new))
                        .first("DNSName");
        aws.call(
                Service.CLASSIC,
                "ConfigureHealthCheck",
                "LoadBalancerName",
                NAME + "-classic",
                "HealthCheck.Target",
                "HTTP:" + Fleet.INSTANCE_PORT + "/health",
                "HealthCheck.Interval",
                "5",
                "HealthCheck.Timeout",
                "2",
                "HealthCheck.HealthyThreshold",
                "2",
                "HealthCheck.UnhealthyThreshold",
                "2");
        aws.call(
                Service.CLASSIC,
                "ModifyLoadBalancerAttributes",
                "LoadBalancerName",
                NAME + "-classic",
                "LoadBalancerAttributes.CrossZoneLoadBalancing.Enabled",
                "true",
                "LoadBalancerAttributes.ConnectionDraining.Enabled",
                "true",
                "LoadBalancerAttributes.ConnectionDraining.Timeout",
                "3");
    }

    private static List<String> classicListener(int number, String protocol, int port) {
        String prefix = "Listeners.member." + number + ".";
        return List.of(
                prefix + "Protocol",
                protocol,
                prefix + "LoadBalancerPort",
                String.valueOf(port),
                prefix + "InstancePort",
                String.valueOf(Fleet.INSTANCE_PORT));
    }

    /// The instances that the Application Load Balancer finds healthy.
    List<String> healthy() {
        return aws
                .call(Service.ELBV2, "DescribeTargetHealth", "TargetGroupArn", webGroup)
                .list("TargetHealthDescriptions")
                .stream()
                .filter(target -> target.first("State").equals("healthy"))
                .map(target -> target.first("Id"))
                .toList();
    }

    /// The instances that the other two load balancers find healthy: the smaller number of both.
    int healthyElsewhere() {
        long stream =
                aws
                        .call(Service.ELBV2, "DescribeTargetHealth", "TargetGroupArn", streamGroup)
                        .list("TargetHealthDescriptions")
                        .stream()
                        .filter(target -> target.first("State").equals("healthy"))
                        .count();
        long classic =
                aws
                        .call(
                                Service.CLASSIC,
                                "DescribeInstanceHealth",
                                "LoadBalancerName",
                                NAME + "-classic")
                        .list("InstanceStates")
                        .stream()
                        .filter(state -> state.first("State").equals("InService"))
                        .count();
        return (int) Math.min(stream, classic);
    }
}
