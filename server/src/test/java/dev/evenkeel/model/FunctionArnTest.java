package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionArnTest {
    private static final String CHOOSE = "arn:aws:lambda:us-east-1:000000000000:function:choose";

    @Test
    void saysWhoseItIsAndWhatItIsCalled() {
        var arn = new FunctionArn(CHOOSE);
        assertThat(arn.name()).isEqualTo("choose");
        assertThat(arn.scope()).isEqualTo(new Scope("000000000000", "us-east-1"));
        assertThat(new FunctionArn(CHOOSE + ":live").name()).isEqualTo("choose:live");
        assertThat(new FunctionArn("arn:aws-cn:lambda:cn-north-1:000000000000:function:a").name())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "choose",
                "arn:aws:sns:us-east-1:000000000000:choose",
                "arn:aws:lambda:us-east-1:000000000000:function:",
                "arn:aws:lambda:us-east-1:000000000000:function:a/b",
                "arn:aws:lambda:us-east-1:000000000000:function:..",
                "arn:aws:lambda:us-east-1:000000000000:function:a:$LATEST",
                "arn:aws:lambda:us-east-1:000000000000:function:a:1:2",
                "arn:aws:lambda:us-east-1:1:function:a",
                "arn:aws:lambda:here:000000000000:function:a"
            })
    void isNothingElse(String text) {
        assertThat(FunctionArn.isFunctionArn(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new FunctionArn(text));
    }
}
