package dev.evenkeel.api.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many of each an account and a group may have, as DescribeAccountLimits and the quotas say.
class AutoScalingLimitsTest {
    private final Conversation conversation =
            new Conversation(AutoScaling.operations(new MetricStore(Retention.CLOUDWATCH)));

    private List<String> ask(String... lines) {
        return conversation.answer(List.of(lines));
    }

    private void accepted(String... lines) {
        assertThat(ask(lines)).first().isEqualTo("200");
    }

    private void refused(String code, String... lines) {
        assertThat(ask(lines)).startsWith("400").contains("<Code>" + code + "</Code>");
    }

    private static String[] configuration(String name) {
        return new String[] {
            "Action=CreateLaunchConfiguration",
            "LaunchConfigurationName=" + name,
            "ImageId=ami-06576656e6b65656c",
            "InstanceType=t3.micro"
        };
    }

    private static String[] group(String name) {
        return new String[] {
            "Action=CreateAutoScalingGroup",
            "AutoScalingGroupName=" + name,
            "LaunchConfigurationName=small",
            "MinSize=0",
            "MaxSize=1",
            "AvailabilityZones.member.1=us-east-1a"
        };
    }

    @BeforeEach
    void aLaunchConfigurationAndAGroup() {
        accepted(configuration("small"));
        accepted(group("web"));
    }

    @Test
    void anAccountHasTwoHundredLaunchConfigurations() {
        for (int i = 1; i < 200; i++) {
            accepted(configuration("more-" + i));
        }
        refused("LimitExceeded", configuration("last"));
        assertThat(ask("Action=DescribeAccountLimits"))
                .contains("<MaxNumberOfLaunchConfigurations>200</MaxNumberOfLaunchConfigurations>")
                .contains("<NumberOfLaunchConfigurations>200</NumberOfLaunchConfigurations>");
    }

    @Test
    void anAccountHasFiveHundredGroups() {
        for (int i = 1; i < 500; i++) {
            accepted(group("more-" + i));
        }
        refused("LimitExceeded", group("last"));
        assertThat(ask("Action=DescribeAccountLimits"))
                .contains("<MaxNumberOfAutoScalingGroups>500</MaxNumberOfAutoScalingGroups>")
                .contains("<NumberOfAutoScalingGroups>500</NumberOfAutoScalingGroups>");
    }

    private static String[] policy(String name) {
        return new String[] {
            "Action=PutScalingPolicy",
            "AutoScalingGroupName=web",
            "PolicyName=" + name,
            "AdjustmentType=ChangeInCapacity",
            "ScalingAdjustment=1"
        };
    }

    @Test
    void aGroupHasFiftyPolicies() {
        for (int i = 0; i < 50; i++) {
            accepted(policy("p" + i));
        }
        refused("LimitExceeded", policy("last"));
        accepted(policy("p7"));
    }

    @Test
    void aGroupHasFiftyTags() {
        accepted(tags(50));
        refused("ValidationError", tags(51));
    }

    private static String[] tags(int count) {
        var lines = new ArrayList<String>(List.of("Action=CreateOrUpdateTags"));
        for (int i = 1; i <= count; i++) {
            String tag = "Tags.member." + i;
            lines.add(tag + ".ResourceId=web");
            lines.add(tag + ".ResourceType=auto-scaling-group");
            lines.add(tag + ".Key=k" + i);
            lines.add(tag + ".Value=v");
            lines.add(tag + ".PropagateAtLaunch=true");
        }
        return lines.toArray(String[]::new);
    }

    @Test
    void aStepPolicyHasTwentySteps() {
        accepted(steps(20));
        refused("ValidationError", steps(21));
    }

    private static String[] steps(int count) {
        var lines =
                new ArrayList<String>(
                        List.of(
                                "Action=PutScalingPolicy",
                                "AutoScalingGroupName=web",
                                "PolicyName=stairs",
                                "PolicyType=StepScaling",
                                "AdjustmentType=ChangeInCapacity"));
        for (int i = 1; i <= count; i++) {
            String step = "StepAdjustments.member." + i;
            lines.add(step + ".MetricIntervalLowerBound=" + (i - 1));
            if (i < count) {
                lines.add(step + ".MetricIntervalUpperBound=" + i);
            }
            lines.add(step + ".ScalingAdjustment=" + i);
        }
        return lines.toArray(String[]::new);
    }

    @Test
    void aPageHoldsFiftyUnlessAskedForUpToAHundred() {
        for (int i = 0; i < 120; i++) {
            accepted(group("more-" + i));
        }
        assertThat(groups(ask("Action=DescribeAutoScalingGroups"))).isEqualTo(50);
        assertThat(groups(ask("Action=DescribeAutoScalingGroups", "MaxRecords=100")))
                .isEqualTo(100);
        refused("ValidationError", "Action=DescribeAutoScalingGroups", "MaxRecords=101");
        refused("ValidationError", "Action=DescribeAutoScalingGroups", "MaxRecords=0");
    }

    private static long groups(List<String> answer) {
        return answer.stream().filter(line -> line.startsWith("<AutoScalingGroupName>")).count();
    }
}
