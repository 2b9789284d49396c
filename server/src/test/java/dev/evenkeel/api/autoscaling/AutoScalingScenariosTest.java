package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.Scenario;
import dev.evenkeel.api.cloudwatch.CloudWatch;
import dev.evenkeel.api.ec2.Ec2;
import dev.evenkeel.api.ec2.Machines;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.InstanceId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers of Auto Scaling; a new case needs only a text file.
class AutoScalingScenariosTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch-configurations",
                "create-group",
                "create-group-refused",
                "update-group",
                "delete-group",
                "desired-capacity",
                "members",
                "mixed-instances",
                "terminate-member",
                "traffic",
                "policies",
                "policies-refused",
                "predictive-scaling",
                "predictive-scaling-refused",
                "execute-policy",
                "target-tracking",
                "tags",
                "metrics-collection",
                "notifications",
                "processes",
                "catalogue"
            })
    void answersAsWritten(String name) {
        new Scenario(
                        AutoScaling.operations(new MetricStore(Retention.CLOUDWATCH)),
                        Ec2.operations(new NoMachines()))
                .play("scenarios/autoscaling/" + name + ".txt");
    }

    /// What policies do to alarms is seen through CloudWatch.
    @ParameterizedTest
    @ValueSource(strings = {"alarms", "adjustments", "capacity", "launch-templates", "parameters"})
    void changesTheWorldAsWritten(String name) {
        var metrics = new MetricStore(Retention.CLOUDWATCH);
        new Scenario(
                        AutoScaling.operations(metrics),
                        Ec2.operations(new NoMachines()),
                        CloudWatch.operations(metrics, metrics))
                .play("dev/evenkeel/api/autoscaling/scenarios/" + name + ".txt");
    }

    /// No instance runs in these scenarios; templates and addresses are all they need of EC2.
    private static final class NoMachines implements Machines {
        @Override
        public String architecture() {
            return "x86_64";
        }

        @Override
        public Optional<Console> console(InstanceId id) {
            return Optional.empty();
        }

        @Override
        public void reboot(InstanceId id) {
            throw new AssertionError("nothing to reboot");
        }
    }
}
