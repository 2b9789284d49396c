package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.evenkeel.proxy.net.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the heap gets for each request on a connection that is kept: next to nothing, so that
/// collections are rare and short.
class AllocationTest {
    private static final int WARM_UP = 10_000;
    private static final int MEASURED = 5_000;

    /// Several times what it was when this was written; one header object or string more breaks it.
    private static final long MOST_BYTES = 200;

    private static final byte[] REQUEST =
            SampleTarget.lines(
                    """
                    GET /a/path?and=query HTTP/1.1
                    Host: example.com
                    Accept: */*
                    User-Agent: test
                    Cookie: session=1234567890

                    """);

    @Test
    void aRequestTakesFewBytesOfHeap() throws Exception {
        try (var rig = new Rig(Transport.open(1)).targets("a");
                var client = rig.client()) {
            exchange(client, REQUEST, WARM_UP);
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long[] proxies =
                    Arrays.stream(threads.dumpAllThreads(false, false))
                            .filter(thread -> thread.getThreadName().startsWith("proxy"))
                            .mapToLong(ThreadInfo::getThreadId)
                            .toArray();
            long before = Arrays.stream(threads.getThreadAllocatedBytes(proxies)).sum();
            assertThat(before).as("its threads are found and counted").isPositive();
            exchange(client, REQUEST, MEASURED);
            long after = Arrays.stream(threads.getThreadAllocatedBytes(proxies)).sum();
            assertThat((after - before) / MEASURED).isLessThan(MOST_BYTES);
        }
    }

    private static void exchange(SampleClient client, byte[] request, int times)
            throws IOException {
        byte[] answer = SampleTarget.ok("a");
        for (int time = 0; time < times; time++) {
            client.send(request);
            assertThat(client.in().readNBytes(answer.length)).hasSize(answer.length);
        }
    }
}
