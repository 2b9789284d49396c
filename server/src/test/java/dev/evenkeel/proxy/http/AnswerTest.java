package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.proxy.route.AddedFields;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";

    @Test
    void anErrorHasASmallPage() {
        assertThat(text(Answer.page(502).render(DATE, true, true, AddedFields.NONE)))
                .isEqualToNormalizingNewlines(
                        """
                        HTTP/1.1 502 Bad Gateway
                        Server: awselb/2.0
                        Date: Thu, 01 Jan 2026 00:00:00 GMT
                        Content-Type: text/html
                        Content-Length: 122
                        Connection: keep-alive

                        <html>
                        <head><title>502 Bad Gateway</title></head>
                        <body>
                        <center><h1>502 Bad Gateway</h1></center>
                        </body>
                        </html>
                        """);
    }

    @Test
    void headGetsTheLengthButNoBody() {
        String answer = text(Answer.page(404).render(DATE, false, false, AddedFields.NONE));
        assertThat(answer)
                .contains("Content-Length: 118\r\n")
                .endsWith("Connection: close\r\n\r\n");
    }

    @Test
    void aFixedResponseMayBeEmpty() {
        var fixed = new Action.FixedResponse(200, "text/plain", "");
        assertThat(text(Answer.fixed(fixed).render(DATE, true, true, AddedFields.NONE)))
                .contains("Content-Length: 0\r\n")
                .doesNotContain("Content-Type");
    }

    @Test
    void aFixedResponseIsWrittenInUtf8() {
        var fixed = new Action.FixedResponse(200, "text/html", "ä");
        assertThat(Answer.fixed(fixed).render(DATE, true, true, AddedFields.NONE))
                .endsWith((byte) 0xc3, (byte) 0xa4);
    }

    @ParameterizedTest
    @CsvSource({"301, Moved Permanently", "302, Found"})
    void aRedirectNamesThePlace(int status, String reason) {
        String answer =
                text(
                        Answer.redirect(status, "https://a:443/")
                                .render(DATE, true, true, AddedFields.NONE));
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " " + reason + "\r\n")
                .contains("Location: https://a:443/\r\n");
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }
}
