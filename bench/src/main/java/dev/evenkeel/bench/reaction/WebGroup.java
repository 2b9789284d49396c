package dev.evenkeel.bench.reaction;

import dev.evenkeel.bench.compare.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A group of web servers behind an Application Load Balancer, which follows its requests by the
/// second.
final class WebGroup {
    private static final String USER_DATA = "#!/bin/sh\nexec evenkeel-sample-web --port 8080\n";
    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"(i-[0-9a-f]+)\"");

    private static final String RULE_PATH = "/rule";

    /// Requests a minute that an instance is meant for.
    private static final int TARGET = 1200;

    private final Api api;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI web;
    private final String targetGroup;
    private final String rule;

    private WebGroup(Api api, URI web, String targetGroup, String rule) {
        this.api = api;
        this.web = web;
        this.targetGroup = targetGroup;
        this.rule = rule;
    }

    static WebGroup create(Api api) {
        var setUp = new SetUp(api);
        String balancer = setUp.balancer();
        String group = setUp.targetGroup();
        String rule = setUp.rule(setUp.listener(balancer, group));
        setUp.autoScalingGroup(group);
        setUp.policy(balancer, group);
        return new WebGroup(
                api, URI.create("http://" + api.nodeOf(balancer) + ":8000/"), group, rule);
    }

    private record SetUp(Api api) {
        private String elb(String action, String... parameters) {
            return api.call("elbv2", action, map(parameters));
        }

        String balancer() {
            var parameters = new TreeMap<>(Map.of("Name", "web"));
            for (String subnet :
                    Api.all(api.call("ec2", "DescribeSubnets", Map.of()), "subnetId")) {
                parameters.put("Subnets.member." + parameters.size(), subnet);
            }
            String arn =
                    Api.one(api.call("elbv2", "CreateLoadBalancer", parameters), "LoadBalancerArn");
            elb(
                    "ModifyLoadBalancerAttributes",
                    "LoadBalancerArn",
                    arn,
                    "Attributes.member.1.Key",
                    "x.metrics.period_seconds",
                    "Attributes.member.1.Value",
                    "1");
            return arn;
        }

        String targetGroup() {
            String arn =
                    Api.one(
                            elb(
                                    "CreateTargetGroup",
                                    "Name",
                                    "web",
                                    "Protocol",
                                    "HTTP",
                                    "Port",
                                    "8080",
                                    "VpcId",
                                    api.defaultVpc(),
                                    "HealthCheckPath",
                                    "/health"),
                            "TargetGroupArn");
            elb(
                    "ModifyTargetGroupAttributes",
                    "TargetGroupArn",
                    arn,
                    "Attributes.member.1.Key",
                    "deregistration_delay.timeout_seconds",
                    "Attributes.member.1.Value",
                    "1");
            return arn;
        }

        String listener(String balancer, String group) {
            String listener =
                    elb(
                            "CreateListener",
                            "LoadBalancerArn",
                            balancer,
                            "Protocol",
                            "HTTP",
                            "Port",
                            "8000",
                            "DefaultActions.member.1.Type",
                            "forward",
                            "DefaultActions.member.1.TargetGroupArn",
                            group);
            return Api.one(listener, "ListenerArn");
        }

        String rule(String listener) {
            var parameters = fixed("");
            parameters.put("ListenerArn", listener);
            parameters.put("Priority", "1");
            parameters.put("Conditions.member.1.Field", "path-pattern");
            parameters.put("Conditions.member.1.Values.member.1", RULE_PATH);
            return Api.one(api.call("elbv2", "CreateRule", parameters), "RuleArn");
        }

        void autoScalingGroup(String targetGroup) {
            String image = Api.one(api.call("ec2", "DescribeImages", Map.of()), "imageId");
            String script =
                    Base64.getEncoder().encodeToString(USER_DATA.getBytes(StandardCharsets.UTF_8));
            api.call(
                    "ec2",
                    "CreateLaunchTemplate",
                    map(
                            "LaunchTemplateName",
                            "web",
                            "LaunchTemplateData.ImageId",
                            image,
                            "LaunchTemplateData.UserData",
                            script));
            api.call(
                    "autoscaling",
                    "CreateAutoScalingGroup",
                    map(
                            "AutoScalingGroupName",
                            "web",
                            "LaunchTemplate.LaunchTemplateName",
                            "web",
                            "MinSize",
                            "1",
                            "MaxSize",
                            "1",
                            "AvailabilityZones.member.1",
                            "us-east-1a",
                            "AvailabilityZones.member.2",
                            "us-east-1b",
                            "TargetGroupARNs.member.1",
                            targetGroup,
                            "HealthCheckType",
                            "ELB",
                            "DefaultInstanceWarmup",
                            "10"));
        }

        void policy(String balancer, String group) {
            String label =
                    balancer.substring(balancer.indexOf("app/"))
                            + "/"
                            + group.substring(group.indexOf("targetgroup/"));
            String tracking = "TargetTrackingConfiguration.";
            String metric = tracking + "PredefinedMetricSpecification.";
            api.call(
                    "autoscaling",
                    "PutScalingPolicy",
                    map(
                            "AutoScalingGroupName",
                            "web",
                            "PolicyName",
                            "requests",
                            "PolicyType",
                            "TargetTrackingScaling",
                            tracking + "TargetValue",
                            Integer.toString(TARGET),
                            metric + "PredefinedMetricType",
                            "ALBRequestCountPerTarget",
                            metric + "ResourceLabel",
                            label));
        }
    }

    private static Map<String, String> fixed(String answer) {
        return map(
                "Actions.member.1.Type",
                "fixed-response",
                "Actions.member.1.FixedResponseConfig.StatusCode",
                "200",
                "Actions.member.1.FixedResponseConfig.MessageBody",
                answer);
    }

    private static Map<String, String> map(String... keysAndValues) {
        var map = new TreeMap<String, String>();
        for (int at = 0; at < keysAndValues.length; at += 2) {
            map.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        return map;
    }

    /// Has a rule of the load balancer answer so.
    void changeRule(String answer) {
        var parameters = fixed(answer);
        parameters.put("RuleArn", rule);
        api.call("elbv2", "ModifyRule", parameters);
    }

    /// What that rule answers to a request.
    String ruleAnswers() {
        return get(web.resolve(RULE_PATH)).orElse("");
    }

    /// Calls an operation on the group.
    void call(String action, Map<String, String> parameters) {
        var all = new TreeMap<>(parameters);
        all.put("AutoScalingGroupName", "web");
        api.call("autoscaling", action, all);
    }

    /// Wants `desired` instances, and allows so many.
    void size(int desired, int most) {
        call(
                "UpdateAutoScalingGroup",
                map(
                        "MinSize",
                        Integer.toString(desired),
                        "DesiredCapacity",
                        Integer.toString(desired),
                        "MaxSize",
                        Integer.toString(most)));
    }

    /// The ids of all members, if all of them are in service; else none.
    List<String> inService() {
        String groups =
                api.call(
                        "autoscaling",
                        "DescribeAutoScalingGroups",
                        Map.of("AutoScalingGroupNames.member.1", "web"));
        List<String> states = Api.all(groups, "LifecycleState");
        boolean all = states.stream().allMatch("InService"::equals);
        return all ? Api.all(groups, "InstanceId") : List.of();
    }

    int healthyTargets() {
        String health =
                api.call("elbv2", "DescribeTargetHealth", Map.of("TargetGroupArn", targetGroup));
        return (int) Api.all(health, "State").stream().filter("healthy"::equals).count();
    }

    /// The instance that answers a request, if one does.
    Optional<String> ask() {
        return get(web).map(INSTANCE::matcher).filter(Matcher::find).map(found -> found.group(1));
    }

    private Optional<String> get(URI from) {
        try {
            var request = HttpRequest.newBuilder(from).timeout(Duration.ofSeconds(5)).build();
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException unanswered) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Who answers some requests in a row.
    List<String> answers() {
        var found = new ArrayList<String>();
        for (int request = 0; request < 6; request++) {
            ask().ifPresent(found::add);
        }
        return found.stream().distinct().toList();
    }
}
