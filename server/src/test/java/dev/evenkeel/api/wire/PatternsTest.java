package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.wire.Constraints;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Service;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import dev.evenkeel.wire.autoscaling.AutoScalingOperations;
import dev.evenkeel.wire.cloudwatch.CloudWatchOperations;
import dev.evenkeel.wire.elb.ElbOperations;
import dev.evenkeel.wire.elbv2.Elbv2Operations;
import dev.evenkeel.wire.sts.StsOperations;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatternsTest {
    private static final List<Service> VALIDATED =
            List.of(
                    AutoScalingOperations.SERVICE,
                    CloudWatchOperations.SERVICE,
                    ElbOperations.SERVICE,
                    Elbv2Operations.SERVICE,
                    StsOperations.SERVICE);

    private final Patterns patterns = new Patterns();
    private final Set<String> found = new HashSet<>();
    private final Set<Structure<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    @Test
    void javaUnderstandsEveryPatternOfTheModels() {
        for (Service service : VALIDATED) {
            for (Operation<?, ?> operation : service.operations()) {
                collect(operation.input().get());
            }
        }
        assertThat(found).hasSizeGreaterThan(20);
        for (String pattern : found) {
            patterns.matches(pattern, "some text");
        }
    }

    @Test
    void theLongestTextsAreMatchedWithoutHarm() {
        String text = "a-1/".repeat(4_000);
        for (String pattern : List.of("(a|b|-|1|/)*", "([a-z]+)*x?[^y]*", "[\\s\\S]*")) {
            assertThat(patterns.matches(pattern, text)).as(pattern).isTrue();
        }
        assertThat(patterns.matches("b", "a".repeat(20_000))).isTrue();
    }

    @Test
    void aTextMatchesAsAWhole() {
        assertThat(patterns.matches("[a-z]+", "abc")).isTrue();
        assertThat(patterns.matches("[a-z]+", "abc1")).isFalse();
    }

    private void collect(Shape shape) {
        switch (shape) {
            case Shape.Reference reference -> collect(reference.target().get());
            case Structure<?> structure -> {
                if (seen.add(structure)) {
                    structure.members().stream().map(Member::shape).forEach(this::collect);
                }
            }
            case ListOf list -> collect(list.element());
            case MapOf map -> collect(map.value());
            case Scalar scalar -> remember(scalar.constraints());
        }
    }

    private void remember(Constraints constraints) {
        @Nullable String pattern = constraints.pattern();
        if (pattern != null) {
            found.add(pattern);
        }
    }
}
