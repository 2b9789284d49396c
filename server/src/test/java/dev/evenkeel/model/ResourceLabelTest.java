package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLabelTest {
    @Test
    void namesALoadBalancerAndOneOfItsGroups() {
        var label = ResourceLabel.of("app/web/50dc6c495c0c9188/targetgroup/tg/943f017f100becff");
        assertThat(label.dimensions())
                .isEqualTo(
                        Map.of(
                                "LoadBalancer", "app/web/50dc6c495c0c9188",
                                "TargetGroup", "targetgroup/tg/943f017f100becff"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app/web/50dc6c495c0c9188",
                "targetgroup/tg/943f017f100becff",
                "net/web/50dc6c495c0c9188/targetgroup/tg/943f017f100becff",
                "app/web/50dc6c495c0c9188/targetgroup/tg/xyz",
                "app/web/50dc6c495c0c9188/targetgroup/tg/943f017f100becff/more"
            })
    void anythingElseIsNone(String text) {
        assertThat(ResourceLabel.parse(text)).isEmpty();
        assertThatThrownBy(() -> ResourceLabel.of(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
