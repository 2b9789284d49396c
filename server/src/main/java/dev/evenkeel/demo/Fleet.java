package dev.evenkeel.demo;

import dev.evenkeel.demo.Aws.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The resources of the story, made and read through the API alone: a launch template, three load
/// balancers, a group over all zones.
final class Fleet {
    static final String NAME = "demo";
    static final String GROUP = "demo-fleet";
    static final int LEAST = 3;
    static final int MOST = 9;
    private static final int INSTANCE_PORT = 8080;
    private static final String USER_DATA = "#!/bin/sh\nexec evenkeel-sample-web --port 8080\n";

    private final Aws aws;
    private final Site site;
    private final List<String> subnets;
    private String webGroup = "";
    private String streamGroup = "";
    private String webName = "";
    private String streamName = "";
    private String classicName = "";

    Fleet(Aws aws, Site site) {
        this.aws = aws;
        this.site = site;
        subnets =
                aws.call(Service.EC2, "DescribeSubnets").list("subnetSet").stream()
                        .map(subnet -> subnet.first("subnetId"))
                        .toList();
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

    /// What an instance is: the image, its size, and the program its user data starts.
    void createTemplate() {
        String image =
                aws.call(Service.EC2, "DescribeImages", "Owner.1", "amazon")
                        .list("imagesSet")
                        .getFirst()
                        .first("imageId");
        aws.call(
                Service.EC2,
                "CreateLaunchTemplate",
                "LaunchTemplateName",
                NAME,
                "LaunchTemplateData.ImageId",
                image,
                "LaunchTemplateData.InstanceType",
                "t3.micro",
                "LaunchTemplateData.UserData",
                Base64.getEncoder().encodeToString(USER_DATA.getBytes(StandardCharsets.UTF_8)));
    }

    void createApplicationLoadBalancer() {
        webGroup = createTargetGroup(NAME + "-web", "HTTP", "/health");
        Answer balancer = createLoadBalancer(NAME + "-web", "application");
        webName = balancer.first("DNSName");
        createListener(balancer, "HTTP", webPort(), webGroup);
    }

    void createNetworkLoadBalancer() {
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
                                String.valueOf(INSTANCE_PORT),
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

    void createClassicLoadBalancer() {
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
                "HTTP:" + INSTANCE_PORT + "/health",
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
                String.valueOf(INSTANCE_PORT));
    }

    void createGroup() {
        var parameters =
                new ArrayList<>(
                        List.of(
                                "AutoScalingGroupName",
                                GROUP,
                                "LaunchTemplate.LaunchTemplateName",
                                NAME,
                                "LaunchTemplate.Version",
                                "$Latest",
                                "MinSize",
                                String.valueOf(LEAST),
                                "MaxSize",
                                String.valueOf(MOST),
                                "DefaultCooldown",
                                "10",
                                "HealthCheckType",
                                "ELB",
                                "HealthCheckGracePeriod",
                                "20",
                                "DefaultInstanceWarmup",
                                "10",
                                "VPCZoneIdentifier",
                                String.join(",", subnets),
                                "TargetGroupARNs.member.1",
                                webGroup,
                                "TargetGroupARNs.member.2",
                                streamGroup));
        parameters.addAll(List.of("LoadBalancerNames.member.1", NAME + "-classic"));
        aws.call(Service.AUTO_SCALING, "CreateAutoScalingGroup", parameters.toArray(String[]::new));
    }

    /// Out by target tracking on the CPU the instances use, with periods of ten seconds.
    void followLoad(int percent) {
        String metric = "TargetTrackingConfiguration.CustomizedMetricSpecification.";
        aws.call(
                Service.AUTO_SCALING,
                "PutScalingPolicy",
                "AutoScalingGroupName",
                GROUP,
                "PolicyName",
                "follow-load",
                "PolicyType",
                "TargetTrackingScaling",
                "TargetTrackingConfiguration.TargetValue",
                String.valueOf(percent),
                "TargetTrackingConfiguration.DisableScaleIn",
                "true",
                metric + "MetricName",
                "CPUUtilization",
                metric + "Namespace",
                "AWS/EC2",
                metric + "Dimensions.member.1.Name",
                "AutoScalingGroupName",
                metric + "Dimensions.member.1.Value",
                GROUP,
                metric + "Statistic",
                "Average",
                metric + "Period",
                "10");
    }

    /// In by a simple policy: two fewer whenever the CPU has been idle for twenty seconds, then its
    /// cooldown.
    void shrinkWhenIdle(int percent) {
        String policy =
                aws.call(
                                Service.AUTO_SCALING,
                                "PutScalingPolicy",
                                "AutoScalingGroupName",
                                GROUP,
                                "PolicyName",
                                "shrink-when-idle",
                                "PolicyType",
                                "SimpleScaling",
                                "AdjustmentType",
                                "ChangeInCapacity",
                                "ScalingAdjustment",
                                "-3",
                                "Cooldown",
                                "5")
                        .first("PolicyARN");
        aws.call(
                Service.CLOUDWATCH,
                "PutMetricAlarm",
                "AlarmName",
                NAME + "-idle",
                "Namespace",
                "AWS/EC2",
                "MetricName",
                "CPUUtilization",
                "Dimensions.member.1.Name",
                "AutoScalingGroupName",
                "Dimensions.member.1.Value",
                GROUP,
                "Statistic",
                "Average",
                "Period",
                "10",
                "EvaluationPeriods",
                "2",
                "Threshold",
                String.valueOf(percent),
                "ComparisonOperator",
                "LessThanThreshold",
                "AlarmActions.member.1",
                policy);
    }

    /// The group's instances that are in service, by id.
    List<String> inService() {
        return group().list("Instances").stream()
                .filter(member -> member.first("LifecycleState").equals("InService"))
                .map(member -> member.first("InstanceId"))
                .toList();
    }

    int desired() {
        return Integer.parseInt(group().first("DesiredCapacity"));
    }

    /// How many instances the group has in any state.
    int size() {
        return group().list("Instances").size();
    }

    private Answer group() {
        return aws.call(
                Service.AUTO_SCALING,
                "DescribeAutoScalingGroups",
                "AutoScalingGroupNames.member.1",
                GROUP);
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

    String address(String instanceId) {
        return aws.call(Service.EC2, "DescribeInstances", "InstanceId.1", instanceId)
                .first("privateIpAddress");
    }

    String zone(String instanceId) {
        return aws.call(Service.EC2, "DescribeInstances", "InstanceId.1", instanceId)
                .first("availabilityZone");
    }

    /// The last activities of the group, newest first: what was done and why.
    List<String> causes() {
        return aws
                .call(
                        Service.AUTO_SCALING,
                        "DescribeScalingActivities",
                        "AutoScalingGroupName",
                        GROUP)
                .list("Activities")
                .stream()
                .map(activity -> activity.first("Description") + ": " + activity.first("Cause"))
                .toList();
    }

    /// Ends everything the story made.
    void delete() {
        aws.call(
                Service.AUTO_SCALING,
                "DeleteAutoScalingGroup",
                "AutoScalingGroupName",
                GROUP,
                "ForceDelete",
                "true");
    }

    boolean isDeleted() {
        return group().list("AutoScalingGroups").isEmpty();
    }
}
