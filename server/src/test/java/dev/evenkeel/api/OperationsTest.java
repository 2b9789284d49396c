package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.wire.elb.ElbOperations;
import dev.evenkeel.wire.elbv2.DescribeSSLPoliciesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Operations;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final Operations operations =
            Operations.of(Elbv2Operations.SERVICE)
                    .read(
                            Elbv2Operations.DESCRIBE_SSL_POLICIES,
                            (world, call, input) -> DescribeSSLPoliciesOutput.builder().build());

    @Test
    void namesAreFoundWithoutRegardToCase() {
        assertThat(operations.find("DescribeSslPolicies")).isPresent();
        assertThat(operations.find("DescribeSSLPolicies")).isPresent();
    }

    @Test
    void whatIsNotRegisteredIsNotFound() {
        assertThat(operations.find("CreateLoadBalancer")).isEmpty();
        assertThat(operations.find("DestroyEverything")).isEmpty();
    }

    @Test
    void anOperationIsRegisteredOnceAndWithItsOwnService() {
        assertThatThrownBy(() ->
                        operations.read(
                                Elbv2Operations.DESCRIBE_SSL_POLICIES,
                                (w, c, i) -> {
                                    throw new AssertionError();
                                }))
                .hasMessageContaining("twice");
        assertThatThrownBy(() ->
                        operations.read(
                                ElbOperations.DESCRIBE_TAGS,
                                (w, c, i) -> {
                                    throw new AssertionError();
                                }))
                .hasMessageContaining("not an operation");
    }
}
