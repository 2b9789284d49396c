package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.autoscaling.CreateAutoScalingGroupType;
import dev.evenkeel.wire.autoscaling.Tag;
import dev.evenkeel.wire.cloudwatch.PutMetricAlarmInput;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import dev.evenkeel.wire.elbv2.CreateTargetGroupInput;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancersInput;
import dev.evenkeel.wire.iam.UploadServerCertificateRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private final Validation validation = new Validation();

    private String messageOf(CreateAutoScalingGroupType input) {
        return validation
                .check(CreateAutoScalingGroupType.SHAPE, input)
                .map(ApiFault::message)
                .orElse("");
    }

    private static CreateAutoScalingGroupType.Builder group() {
        return CreateAutoScalingGroupType.builder()
                .autoScalingGroupName("web")
                .minSize(1)
                .maxSize(2);
    }

    @Test
    void aGoodInputPasses() {
        assertThat(messageOf(group().build())).isEmpty();
    }

    @Test
    void aSecretIsNotShownWhateverIsWrongWithIt() {
        String throughAWordProcessor = "\u2014BEGIN PRIVATE KEY\u2014 MIIEvQ";
        String tooLong = "-----BEGIN PRIVATE KEY----- MIIEvQ" + "A".repeat(16_384);
        for (String key : List.of(throughAWordProcessor, tooLong)) {
            var input =
                    UploadServerCertificateRequest.builder()
                            .serverCertificateName("web")
                            .certificateBody("PEM")
                            .privateKey(key)
                            .build();
            assertThat(validation.check(UploadServerCertificateRequest.SHAPE, input))
                    .hasValueSatisfying(fault ->
                            assertThat(fault.message())
                                    .startsWith(
                                            "1 validation error detected: Value '***' at"
                                                    + " 'privateKey' failed to satisfy")
                                    .doesNotContain("MIIEvQ"));
        }
    }

    @Test
    void whatIsRequiredAndMissingIsNamed() {
        CreateAutoScalingGroupType input = group().autoScalingGroupName(null).build();
        assertThat(messageOf(input))
                .isEqualTo(
                        "1 validation error detected: Value null at 'autoScalingGroupName' failed to satisfy"
                                + " constraint: Member must not be null");
    }

    @Test
    void lengthsAreChecked() {
        assertThat(messageOf(group().autoScalingGroupName("").build()))
                .contains(
                        "Value '' at 'autoScalingGroupName' failed to satisfy constraint: Member must have length"
                                + " greater than or equal to 1");
        assertThat(messageOf(group().autoScalingGroupName("x".repeat(256)).build()))
                .contains("Member must have length less than or equal to 255");
    }

    @Test
    void charactersNotUnitsAreCounted() {
        assertThat(messageOf(group().autoScalingGroupName("\uD83D\uDE80".repeat(255)).build()))
                .doesNotContain("length");
    }

    @Test
    void elementsOfListsHaveTheirPlace() {
        Tag broken = Tag.builder().key("").build();
        assertThat(
                        messageOf(
                                group().tags(List.of(Tag.builder().key("ok").build(), broken))
                                        .build()))
                .contains("Value '' at 'tags.2.member.key' failed to satisfy constraint");
    }

    @Test
    void rangesAndValuesAreChecked() {
        CreateTargetGroupInput input =
                CreateTargetGroupInput.builder()
                        .name("g")
                        .port(70_000)
                        .protocol("SMOKE")
                        .healthCheckIntervalSeconds(1)
                        .build();
        String message =
                validation.check(CreateTargetGroupInput.SHAPE, input).orElseThrow().message();
        assertThat(message)
                .startsWith("3 validation errors detected: ")
                .contains(
                        "Value '70000' at 'port' failed to satisfy constraint: Member must have value less than"
                                + " or equal to 65535")
                .contains(
                        "Value 'SMOKE' at 'protocol' failed to satisfy constraint: Member must satisfy enum value set: [HTTP,")
                .contains("greater than or equal to 5");
    }

    @Test
    void patternsAreChecked() {
        PutMetricAlarmInput input =
                PutMetricAlarmInput.builder()
                        .alarmName("a")
                        .comparisonOperator("GreaterThanThreshold")
                        .evaluationPeriods(1)
                        .namespace(":bad")
                        .build();
        assertThat(validation.check(PutMetricAlarmInput.SHAPE, input).orElseThrow().message())
                .contains(
                        "Value ':bad' at 'namespace' failed to satisfy constraint: Member must satisfy regular"
                                + " expression pattern: [^:].*");
    }

    @Test
    void pageSizesAreChecked() {
        DescribeLoadBalancersInput input =
                DescribeLoadBalancersInput.builder().pageSize(401).build();
        assertThat(validation.check(DescribeLoadBalancersInput.SHAPE, input).orElseThrow().code())
                .isEqualTo("ValidationError");
    }

    @Test
    void ec2TellsOnlyTheFirstMissingParameter() {
        RunInstancesRequest input = RunInstancesRequest.builder().maxCount(1).build();
        ApiFault fault = validation.checkPresence(RunInstancesRequest.SHAPE, input).orElseThrow();
        assertThat(fault.code()).isEqualTo("MissingParameter");
        assertThat(fault.message()).isEqualTo("The request must contain the parameter MinCount");
    }
}
