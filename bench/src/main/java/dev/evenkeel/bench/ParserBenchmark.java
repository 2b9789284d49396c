package dev.evenkeel.bench;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Chunks;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What reading HTTP/1 costs: the head of a request, the head of a response, and 16 KiB of a body
/// in chunks of 1 KiB. Nothing is allocated (`-prof gc` shows it).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParserBenchmark {
    private static final String TOOL =
            """
            GET /index.html HTTP/1.1\r
            Host: example.com\r
            User-Agent: curl/8\r
            Accept: */*\r
            \r
            """;
    private static final String BROWSER =
            "GET /shop/items?page=2&sort=price HTTP/1.1\r\nHost: www.example.com\r\n"
                    + "Connection: keep-alive\r\nCache-Control: max-age=0\r\n"
                    + "sec-ch-ua: \"Chromium\";v=\"140\", \"Not=A?Brand\";v=\"24\"\r\n"
                    + "sec-ch-ua-mobile: ?0\r\nsec-ch-ua-platform: \"Linux\"\r\n"
                    + "Upgrade-Insecure-Requests: 1\r\n"
                    + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\n"
                    + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
                    + "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n"
                    + "Sec-Fetch-User: ?1\r\nSec-Fetch-Dest: document\r\n"
                    + "Referer: https://www.example.com/shop\r\n"
                    + "Accept-Encoding: gzip, deflate, br, zstd\r\n"
                    + "Accept-Language: en-US,en;q=0.9,de;q=0.8\r\n"
                    + "Cookie: session="
                    + "0123456789abcdef".repeat(16)
                    + "; theme=dark\r\n\r\n";
    private static final String ANSWER =
            """
            HTTP/1.1 200 OK\r
            Date: Sun, 22 Nov 2026 21:00:00 GMT\r
            Content-Type: text/html; charset=utf-8\r
            Content-Length: 5120\r
            Cache-Control: private\r
            ETag: "5f-1400"\r
            Vary: Accept-Encoding\r
            \r
            """;
    private static final String CHUNK = "400\r\n" + "x".repeat(1024) + "\r\n";

    /// Who asks: four fields, or seventeen.
    @Param({"tool", "browser"})
    public String client = "";

    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final Chunks chunks = new Chunks();
    private final byte[] answer = Ascii.bytes(ANSWER);
    private final ByteBuf body =
            Unpooled.directBuffer().writeBytes(Ascii.bytes(CHUNK.repeat(16) + "0\r\n\r\n"));
    private byte[] asked = new byte[0];

    @Setup
    public void build() {
        asked = Ascii.bytes(client.equals("tool") ? TOOL : BROWSER);
        boolean sound = request() == asked.length && response() == answer.length && chunks() > 0;
        if (!sound || !chunks.isDone()) {
            throw new IllegalStateException("the samples are no messages");
        }
    }

    @Benchmark
    public int request() {
        return request.parse(asked, asked.length);
    }

    @Benchmark
    public int response() {
        return response.parse(answer, answer.length);
    }

    @Benchmark
    public int chunks() {
        chunks.reset();
        return chunks.follow(body, 0, body.readableBytes(), null);
    }
}
