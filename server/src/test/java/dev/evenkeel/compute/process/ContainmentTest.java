package dev.evenkeel.compute.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds processes together.
class ContainmentTest {
    @Test
    void aSessionAlwaysWorks() {
        assertThat(Containment.SESSION.works()).isTrue();
        assertThat(Containment.SESSION.around(List.of("a", "b"))).containsExactly("a", "b");
    }

    @Test
    void whatIsFoundWorks() {
        assertThat(Containment.detect().works()).isTrue();
    }

    @Test
    void aNamespaceTakesTheCommandInside() {
        assertThat(Containment.USER_NAMESPACE.around(List.of("a", "b")))
                .startsWith("unshare", "--user")
                .endsWith("a", "b");
    }

    @Test
    void bootIsToldOnlyWhetherThereIsANamespace() {
        assertThat(Containment.values())
                .extracting(Containment::mode)
                .containsExactly("namespace", "namespace", "namespace", "session");
    }
}
