package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HTTP/1.0 on either side: it knows no chunks, and bodies that end with their connection.
class OldVersionTest {
    private static final String OLD_GET = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    private static final String CHUNKS = "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

    private final Rig rig;

    OldVersionTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private void answers(String message) throws IOException {
        rig.target((head, in, out) -> {
            if (head.contains("chunked")) {
                SampleClient.chunks(in);
            }
            out.write(SampleTarget.bytes(message));
            if (message.startsWith("HTTP/1.0") && !message.contains("ength")) {
                out.close();
            }
        });
    }

    private String ask(String request) throws IOException {
        try (var client = rig.client()) {
            client.send(request);
            return client.rest();
        }
    }

    @Test
    void chunksBecomeABodyThatEndsWithTheConnectionWhateverTheClientAsks() throws Exception {
        answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n" + CHUNKS);
        assertThat(ask(OLD_GET))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("X: y\r\n")
                .contains("Connection: close\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\nabcde");
    }

    @Test
    void chunksComeByteByByte() throws Exception {
        rig.target((head, in, out) -> {
            for (byte one :
                    SampleTarget.bytes(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS)) {
                out.write(one);
            }
        });
        assertThat(ask(OLD_GET)).endsWith("\r\n\r\nabcde");
    }

    @Test
    void anOldTargetsBodyEndsWithTheConnectionForAnOldClient() throws Exception {
        answers("HTTP/1.0 200 OK\r\n\r\nall of it");
        assertThat(ask(OLD_GET)).contains("Connection: close\r\n").endsWith("\r\n\r\nall of it");
    }

    /// A client that learns the end by our closing must see the difference.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\n\r\nhalf of",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf of"
            })
    void aBodyThatBreaksOffIsNoEndForAnOldClient(String half) throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        var target =
                rig.target((head, in, out) -> {
                    out.write(SampleTarget.bytes(half));
                    SampleTarget.take(go);
                });
        try (var client = rig.client()) {
            client.send(OLD_GET);
            assertThat(SampleTarget.readHead(client.in())).contains("Connection: close\r\n");
            assertThat(client.in().readNBytes(4)).isEqualTo(SampleTarget.bytes("half"));
            target.kill();
            assertThatThrownBy(client::rest).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anAnswerToHeadHasNoChunksAndKeepsTheConnection() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")));
        try (var client = rig.client()) {
            for (int again = 0; again < 2; again++) {
                client.send("HEAD / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.response(false).field("Connection")).isEqualTo("keep-alive");
            }
        }
    }

    /// RFC 9112, 6.1: such a message's framing is not to be trusted beyond this message.
    @Test
    void anOldTargetThatSendsChunksIsNotUsedAgain() throws Exception {
        answers(
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
                        + "X-Length: 0\r\n\r\n"
                        + CHUNKS);
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("abcde");
            assertThat(client.get("/").body()).isEqualTo("abcde");
        }
        assertThat(rig.target(0).connectionCount()).isEqualTo(2);
    }

    @Test
    void chunksOfAnOldClientReachTheTargetAndTheConnectionEnds() throws Exception {
        answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        String answer =
                ask(
                        "POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + CHUNKS);
        assertThat(answer).contains("Connection: close\r\n").endsWith("\r\n\r\nok");
    }
}
