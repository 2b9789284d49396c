package dev.evenkeel.demo;

import dev.evenkeel.demo.Aws.Service;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// The resources of the story, made and read through the API alone: a launch template, three load
/// balancers, a group over all zones.
final class Fleet {
    static final String NAME = "demo";
    static final String GROUP = "demo-fleet";
    static final int LEAST = 3;
    static final int MOST = 9;
    static final int INSTANCE_PORT = 8080;
    private static final String USER_DATA = "#!/bin/sh\nexec evenkeel-sample-web --port 8080\n";

    private final Aws aws;
    private final List<String> subnets;
    private final LoadBalancers loadBalancers;

    Fleet(Aws aws, Site site) {
        this.aws = aws;
        subnets =
                aws.call(Service.EC2, "DescribeSubnets").list("subnetSet").stream()
                        .map(subnet -> subnet.first("subnetId"))
                        .toList();
        loadBalancers = new LoadBalancers(aws, site, subnets);
    }

    LoadBalancers loadBalancers() {
        return loadBalancers;
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

    void createGroup() {
        List<String> groups = loadBalancers.targetGroups();
        aws.call(
                Service.AUTO_SCALING,
                "CreateAutoScalingGroup",
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
                "DefaultInstanceWarmup",
                "10",
                "HealthCheckType",
                "ELB",
                "HealthCheckGracePeriod",
                "5",
                "VPCZoneIdentifier",
                String.join(",", subnets),
                "TargetGroupARNs.member.1",
                groups.get(0),
                "TargetGroupARNs.member.2",
                groups.get(1),
                "LoadBalancerNames.member.1",
                NAME + "-classic");
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

    /// In by a simple policy: three fewer whenever the CPU has been idle for ten seconds, then its
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
                "1",
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
