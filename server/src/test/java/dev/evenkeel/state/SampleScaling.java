package dev.evenkeel.state;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyModel;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Dashboard;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScheduledAction;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.sim.Mixed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One of every kind of resource of Auto Scaling and CloudWatch.
final class SampleScaling {
    private SampleScaling() {}

    static List<Resource> all() {
        var cpu = MetricId.of("AWS/EC2", "CPUUtilization", Map.of("AutoScalingGroupName", "web"));
        return List.of(
                new LaunchConfiguration(
                        SampleResources.SCOPE.arn(
                                "autoscaling", "launchConfiguration:1:launchConfigurationName/c"),
                        SampleResources.SCOPE,
                        "c",
                        SampleResources.THEN,
                        SampleResources.SETTINGS),
                new SpotNotice(
                        SampleResources.SCOPE,
                        new InstanceId("i-0123456789abcdef0"),
                        SampleResources.THEN,
                        Optional.of(SampleResources.THEN)),
                group(),
                new Dashboard(SampleResources.SCOPE, "web", "{}", SampleResources.THEN),
                detector(),
                bandAlarm(),
                policy(
                        "computed",
                        new ScalingPolicy.TargetTracking(
                                new ScalingPolicy.Computed(
                                        List.of(
                                                new MetricQuery(
                                                        "e",
                                                        new MetricQuery.Source.Expression("1"),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        true)),
                                        Duration.ofSeconds(60)),
                                50,
                                false,
                                Optional.empty())),
                new ScheduledAction(
                        SampleResources.SCOPE.arn("autoscaling", "scheduledUpdateGroupAction:1"),
                        SampleResources.SCOPE,
                        "web",
                        "up",
                        Optional.of("0 9 * * *"),
                        Optional.of("Europe/Berlin"),
                        Optional.of(SampleResources.THEN),
                        new ScheduledAction.Sizes(Optional.of(1), Optional.of(3), Optional.of(2)),
                        SampleResources.THEN),
                new Activity(
                        SampleResources.SCOPE,
                        "activity",
                        "web",
                        "Launching a new EC2 instance: i-1",
                        "At ...",
                        SampleResources.THEN,
                        Optional.of(SampleResources.THEN),
                        Activity.Status.SUCCESSFUL,
                        "",
                        100,
                        "{}",
                        List.of(
                                new Consideration(
                                        "OldestInstance",
                                        List.of(
                                                new Consideration.Standing(
                                                        new InstanceId("i-0123456789abcdef0"),
                                                        "launched long ago",
                                                        true)),
                                        1))),
                policy(
                        "simple",
                        new ScalingPolicy.Simple(
                                ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                                -1,
                                Optional.of(Duration.ofSeconds(60)),
                                Optional.of(1))),
                policy(
                        "step",
                        new ScalingPolicy.Step(
                                ScalingPolicy.Adjustment.PERCENT_CHANGE_IN_CAPACITY,
                                List.of(
                                        new ScalingPolicy.Step.Interval(
                                                Optional.of(0.0), Optional.empty(), 10)),
                                "Average",
                                Optional.of(Duration.ofSeconds(30)),
                                Optional.of(2))),
                policy("predictive", predictive()),
                new PredictiveForecast(
                        SampleResources.SCOPE,
                        "web",
                        "predictive",
                        SampleResources.THEN,
                        SampleResources.THEN,
                        List.of(1.5, 2.0),
                        List.of(1.0, 2.0),
                        Optional.of(0.5),
                        SampleResources.THEN),
                policy(
                        "predefined",
                        new ScalingPolicy.TargetTracking(
                                new ScalingPolicy.Predefined(
                                        "ALBRequestCountPerTarget", Optional.of("app/x")),
                                50,
                                true,
                                Optional.of(Duration.ofSeconds(30)))),
                policy(
                        "customized",
                        new ScalingPolicy.TargetTracking(
                                new ScalingPolicy.Customized(
                                        cpu,
                                        "Average",
                                        Optional.of("Percent"),
                                        Duration.ofSeconds(10)),
                                50,
                                false,
                                Optional.empty())),
                new Alarm(
                        SampleResources.SCOPE.arn("cloudwatch", "alarm:high"),
                        SampleResources.SCOPE,
                        "high",
                        "too hot",
                        new Alarm.Watch.Metric(
                                cpu, "Average", Duration.ofSeconds(60), Optional.of("Percent")),
                        new Alarm.Rule(
                                Alarm.Comparison.GREATER, 50, 3, 2, Alarm.Missing.NOT_BREACHING),
                        new Alarm.Actions(true, List.of("a"), List.of("b"), List.of("c")),
                        SampleResources.THEN,
                        new Alarm.Status(
                                Alarm.State.ALARM,
                                "why",
                                "{}",
                                SampleResources.THEN,
                                SampleResources.THEN),
                        SampleResources.TAGS),
                mathAlarm(cpu),
                new CompositeAlarm(
                        SampleResources.SCOPE.arn("cloudwatch", "alarm:all"),
                        SampleResources.SCOPE,
                        "all",
                        "all of it",
                        "ALARM(high)",
                        new Alarm.Actions(true, List.of("a"), List.of("b"), List.of("c")),
                        Optional.of(
                                new CompositeAlarm.Suppressor(
                                        "math", Duration.ofSeconds(5), Duration.ofSeconds(6))),
                        SampleResources.THEN,
                        new Alarm.Status(
                                Alarm.State.OK,
                                "why",
                                "{}",
                                SampleResources.THEN,
                                SampleResources.THEN),
                        SampleResources.TAGS),
                new AlarmHistoryItem(
                        SampleResources.SCOPE,
                        AlarmHistoryItem.prefix("high") + "1",
                        "high",
                        true,
                        SampleResources.THEN,
                        AlarmHistoryItem.Type.STATE_UPDATE,
                        "moved",
                        "{}"));
    }

    private static ScalingPolicy.Predictive predictive() {
        var query =
                new MetricQuery(
                        "e",
                        new MetricQuery.Source.Expression("1"),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        return new ScalingPolicy.Predictive(
                50,
                new ScalingPolicy.PredictedMetrics(
                        Optional.of(new ScalingPolicy.Named("pair", Optional.of("app/x"))),
                        Optional.of(new ScalingPolicy.Named("load", Optional.empty())),
                        Optional.of(new ScalingPolicy.Named("scaling", Optional.empty())),
                        List.of(query),
                        List.of(query),
                        List.of()),
                true,
                Duration.ofSeconds(300),
                Optional.of(10));
    }

    private static AnomalyDetector detector() {
        return AnomalyDetector.of(
                        SampleResources.SCOPE,
                        List.of(
                                new MetricQuery(
                                        "e",
                                        new MetricQuery.Source.Expression("1"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        true)),
                        new AnomalyDetector.Configuration(
                                List.of(
                                        new AnomalyDetector.Excluded(
                                                SampleResources.THEN,
                                                SampleResources.THEN.plusSeconds(60))),
                                Optional.of("Asia/Tokyo"),
                                Optional.of(true)),
                        SampleResources.THEN)
                .trained(
                        SampleResources.THEN,
                        List.of(
                                new AnomalyModel(
                                        Duration.ofMinutes(1),
                                        "Asia/Tokyo",
                                        List.of(1.5, 2.0),
                                        List.of(0.25))));
    }

    private static Alarm bandAlarm() {
        Duration minute = Duration.ofSeconds(60);
        return new Alarm(
                SampleResources.SCOPE.arn("cloudwatch", "alarm:odd"),
                SampleResources.SCOPE,
                "odd",
                "",
                new Alarm.Watch.Banded(
                        List.of(
                                new MetricQuery(
                                        "ad1",
                                        new MetricQuery.Source.Expression(
                                                "ANOMALY_DETECTION_BAND(m1)"),
                                        Optional.empty(),
                                        Optional.empty(),
                                        true)),
                        "ad1",
                        "metric\nApp",
                        minute),
                new Alarm.Rule(Alarm.Comparison.OUTSIDE_BAND, 0, 1, 1, Alarm.Missing.MISSING),
                new Alarm.Actions(false, List.of(), List.of(), List.of()),
                SampleResources.THEN,
                new Alarm.Status(
                        Alarm.State.OK, "", "", SampleResources.THEN, SampleResources.THEN),
                SampleResources.TAGS);
    }

    private static Alarm mathAlarm(MetricId cpu) {
        Duration minute = Duration.ofSeconds(60);
        return new Alarm(
                SampleResources.SCOPE.arn("cloudwatch", "alarm:math"),
                SampleResources.SCOPE,
                "math",
                "",
                new Alarm.Watch.Computed(
                        List.of(
                                new MetricQuery(
                                        "m1",
                                        new MetricQuery.Source.Stat(
                                                cpu, "p99", minute, Optional.of("Percent")),
                                        Optional.of("cpu"),
                                        Optional.empty(),
                                        false),
                                new MetricQuery(
                                        "e1",
                                        new MetricQuery.Source.Expression("m1 * 2"),
                                        Optional.empty(),
                                        Optional.of(minute),
                                        true)),
                        minute),
                new Alarm.Rule(Alarm.Comparison.LESS, 5, 1, 1, Alarm.Missing.MISSING, true),
                new Alarm.Actions(false, List.of(), List.of(), List.of()),
                SampleResources.THEN,
                new Alarm.Status(
                        Alarm.State.OK, "", "", SampleResources.THEN, SampleResources.THEN),
                SampleResources.TAGS);
    }

    private static ScalingPolicy policy(String name, ScalingPolicy.Method method) {
        return new ScalingPolicy(
                SampleResources.SCOPE.arn(
                        "autoscaling", "scalingPolicy:1:autoScalingGroupName/web:policyName/p"),
                SampleResources.SCOPE,
                "web",
                name,
                true,
                method,
                List.of("alarm"));
    }

    private static AutoScalingGroup group() {
        return new AutoScalingGroup(
                SampleResources.SCOPE.arn(
                        "autoscaling", "autoScalingGroup:1:autoScalingGroupName/web"),
                SampleResources.SCOPE,
                "web",
                new AutoScalingGroup.Capacity(1, 2, 3),
                new LaunchSource.Configuration("c"),
                List.of("us-east-1a"),
                List.of("subnet-1"),
                new AutoScalingGroup.Traffic(List.of(SampleResources.TARGETS), List.of("old")),
                new AutoScalingGroup.HealthPolicy(true, Duration.ofSeconds(30)),
                Duration.ofSeconds(300),
                Optional.of(Duration.ofSeconds(60)),
                List.of("Default"),
                true,
                Set.of("Launch", "Terminate"),
                SampleResources.THEN,
                true,
                List.of(new AutoScalingGroup.PropagatedTag("Name", "web", true)),
                new AutoScalingGroup.Cooldown(SampleResources.THEN, Duration.ofSeconds(300)),
                "At then somebody changed the desired capacity from 1 to 2.",
                new GroupRules(
                        Optional.of(Duration.ofDays(2)),
                        Optional.of(new GroupRules.Maintenance(90, 110)),
                        GroupRules.DeletionProtection.ALL,
                        true,
                        true,
                        Set.of("GroupMinSize"),
                        new GroupRules.Impairment(true, true),
                        true));
    }

    static InstanceRefresh refresh() {
        return new InstanceRefresh(
                SampleResources.SCOPE,
                "web",
                "refresh",
                new InstanceRefresh.Preferences(
                        Optional.of(90),
                        Optional.of(110),
                        Optional.of(Duration.ofMinutes(5)),
                        List.of(20, 100),
                        Duration.ofHours(1),
                        true,
                        true,
                        InstanceRefresh.Spared.WAIT,
                        InstanceRefresh.Spared.IGNORE,
                        List.of("alarm"),
                        Duration.ofMinutes(5)),
                Optional.of(Mixed.of("t3.micro:1,t3.small:2;base=1;percent=50;pools=1;max=0.05")),
                SampleResources.THEN,
                SampleResources.THEN,
                Optional.of(SampleResources.THEN),
                InstanceRefresh.Status.ROLLBACK_SUCCESSFUL,
                "why",
                new InstanceRefresh.Progress(
                        100, 0, 1, Optional.of(SampleResources.THEN), SampleResources.THEN),
                Optional.of(new InstanceRefresh.Rollback("why", SampleResources.THEN, 50, 2)));
    }
}
