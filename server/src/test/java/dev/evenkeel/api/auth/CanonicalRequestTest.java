package dev.evenkeel.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalRequestTest {
    private static final String NOTHING =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static List<String> lines(String path, String query) {
        ApiRequest request =
                new ApiRequest("GET", path, query, Map.of("host", List.of("h")), Body.EMPTY);
        return CanonicalRequest.of(request, List.of("host")).lines().toList();
    }

    @Test
    void itIsMethodPathQueryHeadersNamesAndHash() {
        assertThat(lines("/", "")).containsExactly("GET", "/", "", "host:h", "", "host", NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "//, /",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/../a, /a",
        "/a//b/, /a/b/",
        "/a%20b, /a%2520b",
        "/ü, /%C3%BC",
        "/service/X/operation/Y, /service/X/operation/Y",
    })
    void pathsAreNormalAndEncodedOnceMore(String path, String canonical) {
        assertThat(lines(path, "").get(1)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "b=2&a=1, a=1&b=2",
        "a=2&a=1, a=1&a=2",
        "a, a=",
        "a=1&&b, a=1&b=",
        "a=%7e, a=~",
        "a=x+y, a=x%2By",
        "a=x y, a=x%20y",
        "a=%zz&b=%, a=%25zz&b=%25",
        "B=1&a=1, B=1&a=1",
        "X-Amz-Signature=s&a=1, a=1",
    })
    void queriesAreSortedAndEncodedAnew(String query, String canonical) {
        assertThat(lines("/", query).get(2)).isEqualTo(canonical);
    }

    @Test
    void valuesOfOneHeaderAreJoinedAndTheirSpacesSqueezed() {
        ApiRequest request =
                new ApiRequest(
                        "GET",
                        "/",
                        "",
                        Map.of("x-a", List.of("  one   two ", "three")),
                        Body.EMPTY);
        assertThat(CanonicalRequest.of(request, List.of("x-a", "x-b")).lines())
                .contains("x-a:one two,three", "x-b:", "x-a;x-b");
    }
}
