package dev.evenkeel.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.auth.Authenticator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole calls as text: `# what it shows`, the request, `----`, status, content type and body of
/// the answer. The header `authorization` names the service it is signed for and, where it matters,
/// the region.
class CallsTest {
    private final Dispatcher dispatcher =
            SampleServices.dispatcher(Authenticator.none("000000000000"));

    /// One call and the answer it must get.
    record Call(String name, ApiRequest request, String answer) {
        static Call parse(String text) {
            String[] halves = text.strip().split("\n----\n", 2);
            String[] parts = halves[0].split("\n\n", 2);
            List<String> head = parts[0].lines().toList();
            String[] line = head.get(1).split("[ ?]", 3);
            Map<String, List<String>> headers = new TreeMap<>();
            for (String header : head.subList(2, head.size())) {
                String[] pair = header.split(": ", 2);
                headers.put(
                        pair[0],
                        List.of(pair[0].equals("authorization") ? signed(pair[1]) : pair[1]));
            }
            ApiRequest request =
                    new ApiRequest(
                            line[0],
                            line[1],
                            line.length > 2 ? line[2] : "",
                            headers,
                            Body.of(parts.length > 1 ? parts[1] : ""));
            return new Call(head.get(0).substring(2), request, halves[1].strip());
        }

        private static String signed(String serviceAndRegion) {
            String[] words = serviceAndRegion.split(" ");
            String region = words.length > 1 ? words[1] : "eu-central-1";
            return "AWS4-HMAC-SHA256 Credential=AKID/20260131/"
                    + region
                    + "/"
                    + words[0]
                    + "/aws4_request";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Call> calls() {
        try (InputStream in =
                Objects.requireNonNull(CallsTest.class.getResourceAsStream("calls.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n====\n")).map(Call::parse);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallGetsItsAnswer(Call call) {
        ApiAnswer answer = dispatcher.answer(call.request());
        String requestId = answer.headers().getOrDefault("x-amzn-RequestId", "");
        String body =
                answer.body()
                        .text()
                        .replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "")
                        .replace(requestId, "REQUEST-ID");
        assertThat(answer.status() + " " + answer.headers().get("Content-Type") + "\n" + body)
                .isEqualTo(call.answer());
        assertThat(requestId)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}
