package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final List<String> FIVE = List.of("a", "b", "c", "d", "e");

    private static Page<String> page(
            List<String> all, @Nullable String token, @Nullable Integer size) {
        return Page.of(
                all, Function.identity(), Page.Request.of(token, size, 100, "InvalidNextToken"));
    }

    @Test
    void aShortListingIsOnePageWithoutToken() {
        Page<String> page = page(FIVE, null, null);
        assertThat(page.items()).isEqualTo(FIVE);
        assertThat(page.next()).isNull();
    }

    @Test
    void theTokenContinuesWhereThePageEnded() {
        Page<String> first = page(FIVE, null, 2);
        Page<String> second = page(FIVE, first.next(), 2);
        Page<String> third = page(FIVE, second.next(), 2);
        assertThat(first.items()).containsExactly("a", "b");
        assertThat(second.items()).containsExactly("c", "d");
        assertThat(third.items()).containsExactly("e");
        assertThat(third.next()).isNull();
    }

    @Test
    void aListingGoesOnEvenIfTheLastItemOfAPageIsGone() {
        Page<String> first = page(FIVE, null, 2);
        assertThat(page(List.of("a", "c", "d"), first.next(), 5).items()).containsExactly("c", "d");
    }

    @Test
    void aForeignTokenIsTheCallersMistake() {
        for (String token : List.of("", "!!!", "Zm9v")) {
            assertThatThrownBy(() -> page(FIVE, token, null))
                    .isInstanceOfSatisfying(
                            ApiFault.class,
                            fault -> assertThat(fault.code()).isEqualTo("InvalidNextToken"));
        }
    }
}
