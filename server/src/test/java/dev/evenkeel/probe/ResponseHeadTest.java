package dev.evenkeel.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Fuzz;
import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseHeadTest {
    static List<Scenario> scenarios() {
        return Scenario.read(ResponseHeadTest.class, "response-head.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theCodeIsKnownOnceTheHeaderIsWhole(Scenario scenario) {
        String text = scenario.input().getFirst().replace("\\r", "\r").replace("\\n", "\n");
        int expected =
                switch (scenario.expected().getFirst()) {
                    case "pending" -> ResponseHead.PENDING;
                    case "broken" -> ResponseHead.BROKEN;
                    case String code -> Integer.parseInt(code);
                };
        assertThat(new ResponseHead().read(bytes(text))).isEqualTo(expected);
        assertThat(byteByByte(text)).isEqualTo(expected);
    }

    @Test
    void aHeaderWithoutEndIsBrokenAtItsLimit() {
        String endless = "HTTP/1.1 200 OK\r\n" + "x-filler: 0123456789\r\n".repeat(1_000);

        assertThat(new ResponseHead().read(bytes(endless))).isEqualTo(ResponseHead.BROKEN);
    }

    @Test
    void noBytesBreakIt() {
        var random = new Random(7);
        byte[] valid =
                "HTTP/1.1 204 No Content\r\nserver: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < Fuzz.rounds(20_000); round++) {
            byte[] mutated = valid.clone();
            for (int change = random.nextInt(4); change > 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            int code = new ResponseHead().read(Unpooled.wrappedBuffer(mutated));
            assertThat(code).isBetween(ResponseHead.BROKEN, 999);
        }
    }

    private static int byteByByte(String text) {
        var head = new ResponseHead();
        int code = ResponseHead.PENDING;
        for (int at = 0; at < text.length() && code == ResponseHead.PENDING; at++) {
            code = head.read(bytes(text.substring(at, at + 1)));
        }
        return code;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
