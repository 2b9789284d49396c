package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Consideration.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is kept of a choice among many.
class ConsiderationTest {
    private static final Standing OUT =
            new Standing(new InstanceId("i-0aaaaaaaaaaaaaaa1"), "young", false);
    private static final Standing LEFT =
            new Standing(new InstanceId("i-0aaaaaaaaaaaaaaa2"), "old", true);
    private static final Consideration BOTH = new Consideration("age", List.of(OUT, LEFT), 3);

    @Test
    void thoseLeftAreToldFirst() {
        assertThat(BOTH.left()).containsExactly(LEFT.instance());
        assertThat(BOTH.shortened(1)).isEqualTo(new Consideration("age", List.of(LEFT), 4));
    }

    @Test
    void whatIsShortStays() {
        assertThat(BOTH.shortened(2)).isSameAs(BOTH);
    }
}
