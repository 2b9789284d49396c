package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client gets for what a target sent. The first line says what is told of the connection,
/// and what becomes of the body.
class ResponseRewriteTest {
    static List<Scenario> scenarios() {
        return Scenario.read(ResponseRewriteTest.class, "responses.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theClientGetsTheResponseWithoutWhatConcernedTheTargetsConnection(Scenario scenario) {
        String[] how = scenario.input().getFirst().split(" ");
        var connection = ResponseRewrite.Connection.valueOf(how[0]);
        var body = ResponseRewrite.Body.valueOf(how[1]);
        List<String> lines = scenario.input().subList(1, scenario.input().size());
        byte[] bytes = Ascii.bytes(String.join("\r\n", lines) + "\r\n\r\n");
        var head = new ResponseHead();
        int end = head.parse(bytes, bytes.length);
        assertThat(end).isEqualTo(bytes.length);
        if (scenario.expected().equals(List.of("as it is"))) {
            assertThat(ResponseRewrite.isNeedless(head, connection, body)).isTrue();
        } else {
            assertThat(ResponseRewrite.isNeedless(head, connection, body)).isFalse();
            assertThat(written(head, end, connection, body))
                    .isEqualTo(String.join("\r\n", scenario.expected()) + "\r\n\r\n");
        }
    }

    private static String written(
            ResponseHead head,
            int end,
            ResponseRewrite.Connection connection,
            ResponseRewrite.Body body) {
        var out = new HeadBuffer();
        ResponseRewrite.write(head, end, connection, body, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }
}
