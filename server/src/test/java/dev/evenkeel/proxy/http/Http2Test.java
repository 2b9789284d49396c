package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests that come by HTTP/2, to targets that speak HTTP/1.
class Http2Test {
    private final Rig rig;

    Http2Test() throws IOException {
        rig = Rig.ofHttp2();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    @Test
    void aRequestGoesToATargetAndItsResponseComesBack() throws Exception {
        rig.targets("a");
        try (var client = client()) {
            var response = client.get(1, "/x?y=1").response(1);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("a");
            assertThat(response.head).containsEntry("content-length", "1");
            assertThat(rig.target(0).nextHead())
                    .startsWith("GET /x?y=1 HTTP/1.1\r\nHost: example.com\r\n")
                    .contains("X-Forwarded-For: 127.0.0.1\r\n", "X-Amzn-Trace-Id: Root=1-");
        }
    }

    @Test
    void requestsOnOneConnectionDoNotWaitForEachOther() throws Exception {
        var slow = new java.util.concurrent.LinkedBlockingQueue<String>();
        rig.target((head, in, out) -> {
            if (head.startsWith("GET /slow")) {
                SampleTarget.take(slow);
            }
            out.write(SampleTarget.ok(head.substring(4, 9)));
        });
        try (var client = client()) {
            client.get(1, "/slow").get(3, "/fast");
            assertThat(client.response(3).text()).isEqualTo("/fast");
            slow.add("go");
            assertThat(client.response(1).text()).isEqualTo("/slow");
        }
    }

    @Test
    void aHundredAndTwentyEightRequestsAtOnceAllSucceed() throws Exception {
        rig.targets("a", "b");
        try (var client = client()) {
            for (int id = 1; id < 2 * 128; id += 2) {
                client.get(id, "/" + id);
            }
            for (int id = 1; id < 2 * 128; id += 2) {
                assertThat(client.response(id).status()).isEqualTo(200);
            }
        }
    }
}
