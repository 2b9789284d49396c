package dev.evenkeel.api.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTreeTest {
    private static ParameterTree parse(String form) {
        return ParameterTree.parse(List.of(form), new Limits(5, 3));
    }

    @Test
    void elementsComeInTheOrderOfTheirNumbersAndGapsAreAccepted() {
        ParameterTree tree = parse("A.10=c&A.2=b&A.0=a&A.x=no&A.99999999999=no");
        ParameterTree list = requireNonNull(tree.child("A"));
        assertThat(list.elements().stream().map(ParameterTree::value))
                .containsExactly("a", "b", "c");
    }

    @Test
    void namesAndValuesAreDecoded() {
        ParameterTree tree = parse("A%2EB=x+y%26z&&C&D=");
        ParameterTree nested = requireNonNull(tree.child("A"));
        assertThat(nested.text("B")).isEqualTo("x y&z");
        assertThat(tree.text("C")).isEmpty();
        assertThat(tree.text("D")).isEmpty();
        assertThat(tree.text("E")).isEmpty();
    }

    @Test
    void theLastOfTwoValuesCounts() {
        assertThat(parse("A=1&A=2").text("A")).isEqualTo("2");
    }

    @Test
    void countAndDepthAreBounded() {
        assertThatThrownBy(() -> parse("a=1&a=1&a=1&a=1&a=1&a=1"))
                .isInstanceOf(ApiFault.class)
                .hasMessageContaining("more than 5 parameters");
        assertThatThrownBy(() -> parse("a.b.c.d=1"))
                .isInstanceOf(ApiFault.class)
                .hasMessageContaining("more than 3 levels");
    }

    @Test
    void aBrokenEscapeIsTheCallersMistake() {
        assertThatThrownBy(() -> parse("a=%zz")).isInstanceOf(ApiFault.class);
        assertThatThrownBy(() -> parse("a=%4")).isInstanceOf(ApiFault.class);
    }
}
