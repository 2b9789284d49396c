package dev.evenkeel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.wire.autoscaling.AutoScalingOperations;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;
import dev.evenkeel.wire.ec2.Ec2Operations;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import dev.evenkeel.wire.elb.ElbOperations;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerInput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.Elbv2Operations;
import dev.evenkeel.wire.sts.StsOperations;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedShapesTest {
    private static final List<Service> SERVICES =
            List.of(
                    Elbv2Operations.SERVICE,
                    ElbOperations.SERVICE,
                    AutoScalingOperations.SERVICE,
                    Ec2Operations.SERVICE,
                    CloudWatchOperations.SERVICE,
                    StsOperations.SERVICE);

    @Test
    void aRecordIsBuiltFromWhatIsSet() {
        CreateLoadBalancerInput input =
                CreateLoadBalancerInput.builder().name("web").subnets(List.of("subnet-1")).build();
        assertThat(input.name()).isEqualTo("web");
        assertThat(input.scheme()).isNull();
        assertThat(input.toBuilder().scheme("internal").build().subnets())
                .containsExactly("subnet-1");
    }

    @Test
    void everyShapeOfEveryOperationLoadsAndMakesAnEmptyRecord() {
        for (Service service : SERVICES) {
            for (Operation<?, ?> operation : service.operations()) {
                assertThat(emptyOf(operation.input().get())).isNotNull();
                assertThat(emptyOf(operation.output().get())).isNotNull();
            }
        }
    }

    private static Object emptyOf(Structure<?> structure) {
        return structure.make(new Object[structure.members().size()]);
    }

    @Test
    void ec2TellsRequestNamesFromAnswerNames() {
        Member groups = member(RunInstancesRequest.SHAPE, "SecurityGroupIds");
        assertThat(groups.requestName()).isEqualTo("SecurityGroupId");
    }

    private static Member member(Structure<?> structure, String name) {
        return structure.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void errorsCarryTheirCodeAndStatus() {
        assertThat(Elbv2Errors.LOAD_BALANCER_NOT_FOUND.code()).isEqualTo("LoadBalancerNotFound");
        assertThat(Elbv2Errors.LOAD_BALANCER_NOT_FOUND.status()).isEqualTo(400);
        assertThat(Elbv2Operations.CREATE_LOAD_BALANCER.errors())
                .contains(Elbv2Errors.DUPLICATE_LOAD_BALANCER_NAME);
    }

    @Test
    void cloudWatchSpeaksThreeProtocols() {
        assertThat(CloudWatchOperations.SERVICE.protocols())
                .containsExactlyInAnyOrder(Protocol.QUERY, Protocol.JSON, Protocol.CBOR);
    }
}
