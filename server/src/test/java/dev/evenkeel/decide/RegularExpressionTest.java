package dev.evenkeel.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegularExpressionTest {
    private static RegularExpression regex(String text) {
        return RegularExpression.of(text, false).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?>a)b", "a*+", "(?R)",
                "\\p{L}", "\\P{L}", "\\pL", "(", "a)", "[", "*a", "\\", "a{1001}"
            })
    void whatTheDialectLacksIsRefused(String text) {
        assertThat(RegularExpression.of(text, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(a{40,}){40}", "((a{1,100}){0,11})"})
    void repetitionsOfRepetitionsAreRefusedBeforeTheyTakeMemory(String text) {
        assertThat(RegularExpression.of(text, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a{1000}",
                "(a{10}){10}",
                "a{",
                "a{x}",
                "\\\\p",
                "[^/]+",
                "(?i)a",
                "\\x41"
            })
    void ordinaryOnesAreTaken(String text) {
        assertThat(RegularExpression.of(text, false)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "^/dp/([A-Z0-9]+)/?$, /dp/B01/, /product?id=$1, /product?id=B01",
        "^mywebsite-(.+).com$, mywebsite-shop.com, internal.$1.example, internal.shop.example",
        "o, foo, 0, f0o",
        "x, foo, y, ",
        "(a)(b), ab, $2$1$0, baab",
        "(a), a, \\$1, $1",
        "(a), a, $12, a2",
        "a, a, $, $",
        "a, a, $x, $x"
    })
    void theFirstMatchIsReplaced(String expression, String text, String by, String expected) {
        assertThat(regex(expression).canReplaceBy(by)).isTrue();
        assertThat(regex(expression).replaced(text, by).orElse(null)).isEqualTo(expected);
    }

    @Test
    void aReplacementNamesOnlyGroupsThereAre() {
        assertThat(regex("(a)(b)").canReplaceBy("$2")).isTrue();
        assertThat(regex("(a)(b)").canReplaceBy("$3")).isFalse();
        assertThat(regex("(a)(b)").canReplaceBy("\\$3")).isTrue();
        assertThat(regex("a").canReplaceBy("$1")).isFalse();
        assertThat(regex("(?P<n>a)").canReplaceBy("${n}")).isFalse();
    }

    @Test
    void whatWouldTakeAnotherEngineForeverTakesNoTime() {
        assertThat(regex("^(a+)+$").isFoundIn("a".repeat(5_000) + "b")).isFalse();
    }

    @Test
    void caseIsIgnoredOnRequest() {
        assertThat(RegularExpression.of("^web", true).orElseThrow().isFoundIn("WEB-1")).isTrue();
        assertThat(regex("^web").isFoundIn("WEB-1")).isFalse();
        assertThat(regex("^web")).hasToString("^web");
    }
}
