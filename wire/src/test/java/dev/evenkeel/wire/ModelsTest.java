package dev.evenkeel.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.wire.acm.AcmOperations;
import dev.evenkeel.wire.autoscaling.AutoScalingOperations;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;
import dev.evenkeel.wire.ec2.Ec2Operations;
import dev.evenkeel.wire.elb.ElbOperations;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.Elbv2Operations;
import dev.evenkeel.wire.iam.IamOperations;
import dev.evenkeel.wire.sts.StsOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The models themselves: facts only, complete, and each service told apart from the others.
class ModelsTest {
    private static final Path MODELS = Path.of("src/models");
    private static final List<Service> SERVICES =
            List.of(
                    Elbv2Operations.SERVICE,
                    ElbOperations.SERVICE,
                    AutoScalingOperations.SERVICE,
                    Ec2Operations.SERVICE,
                    CloudWatchOperations.SERVICE,
                    StsOperations.SERVICE,
                    AcmOperations.SERVICE,
                    IamOperations.SERVICE);

    @Test
    void noDocumentationIsLeftInThem() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                assertThat(Files.readString(file)).doesNotContain("\"documentation\"");
            }
        }
    }

    @Test
    void theirOriginIsNamed() throws IOException {
        assertThat(Files.readString(MODELS.resolve("NOTICE")))
                .contains("botocore", "Apache License");
    }

    @Test
    void everyEc2OperationAskedForIsThere() throws IOException {
        List<String> wanted = Files.readAllLines(MODELS.resolve("ec2-operations.txt"));
        assertThat(names(Ec2Operations.SERVICE)).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static List<String> names(Service service) {
        return service.operations().stream().<String>map(Operation::name).toList();
    }

    @Test
    void operationsOfAServiceHaveNamesOfTheirOwnEvenWithoutCase() {
        for (Service service : SERVICES) {
            Set<String> lower =
                    names(service).stream()
                            .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.toSet());
            assertThat(lower).as(service.name()).hasSameSizeAs(service.operations());
        }
    }

    @Test
    void nameAndVersionTellTheServicesApart() {
        Set<String> marks = new HashSet<>();
        for (Service service : SERVICES) {
            assertThat(marks.add(service.signingName() + service.version()))
                    .as(service.name())
                    .isTrue();
        }
    }

    @Test
    void everyErrorHasAStatusThatIsOne() {
        for (Service service : SERVICES) {
            for (Operation<?, ?> operation : service.operations()) {
                for (ErrorCode error : operation.errors()) {
                    assertThat(error.status()).as(error.code()).isBetween(400, 599);
                    assertThat(error.code()).isNotBlank();
                }
            }
        }
    }

    @Test
    void anErrorsCodeMayDifferFromItsShape() {
        assertThat(CloudWatchErrors.INVALID_PARAMETER_VALUE.shape())
                .isEqualTo("InvalidParameterValueException");
        assertThat(CloudWatchErrors.INVALID_PARAMETER_VALUE.code())
                .isEqualTo("InvalidParameterValue");
        assertThat(Elbv2Errors.PRIOR_REQUEST_NOT_COMPLETE.status()).isEqualTo(429);
    }

    @Test
    void queryNamesOfOneStructureNeverMeet() {
        for (Service service : SERVICES) {
            for (Operation<?, ?> operation : service.operations()) {
                List<Member> members = operation.input().get().members();
                assertThat(members.stream().map(Member::requestName).distinct())
                        .as(operation.name())
                        .hasSameSizeAs(members);
            }
        }
    }
}
