package dev.evenkeel.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.tls.ClientHello;
import dev.evenkeel.proxy.tls.HelloReader.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/// Greetings, as the JDK's client writes them.
class HelloReaderTest {
    private static byte[] greeting(String host, String... versions) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setProtocols(versions);
        engine.setSSLParameters(parameters);
        var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static Outcome read(byte[] bytes) {
        return HelloReader.read(Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void aGreetingTellsNameCiphersSchemesGroupsAndVersions() throws Exception {
        Outcome outcome = read(greeting("WWW.example.com", "TLSv1.3", "TLSv1.2"));
        assertThat(outcome).isInstanceOf(Outcome.Read.class);
        ClientHello hello = ((Outcome.Read) outcome).hello();
        assertThat(hello.serverName()).isEqualTo("www.example.com");
        assertThat(hello.ciphers()).contains(0x1301, 0xc02b, 0xc02f);
        assertThat(hello.signatureSchemes()).contains(0x0403, 0x0804);
        assertThat(hello.groups()).contains(23, 29);
        assertThat(hello.versions()).containsExactlyInAnyOrder(0x0304, 0x0303);
    }

    @Test
    void anOlderClientNamesNoVersions() throws Exception {
        ClientHello hello = ((Outcome.Read) read(greeting("a.example", "TLSv1.2"))).hello();
        assertThat(hello.versions()).doesNotContain(0x0304);
        assertThat(hello.ciphers()).contains(0xc02f).doesNotContain(0x1301);
    }

    @Test
    void itIsReadOnceItIsWhole() throws Exception {
        byte[] bytes = greeting("example.com", "TLSv1.3");
        for (int length = 1; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length))).isEqualTo(new Outcome.Incomplete());
        }
        byte[] more = Arrays.copyOf(bytes, bytes.length + 10);
        assertThat(read(more)).isEqualTo(read(bytes));
    }

    @Test
    void itMayComeInManyRecords() throws Exception {
        byte[] bytes = greeting("example.com", "TLSv1.3");
        for (int size : List.of(1, 3, 4, 50, 200)) {
            ByteBuf split = Unpooled.buffer();
            for (int at = 5; at < bytes.length; at += size) {
                int length = Math.min(size, bytes.length - at);
                split.writeByte(22).writeShort(0x0301).writeShort(length);
                split.writeBytes(bytes, at, length);
            }
            assertThat(HelloReader.read(split)).as("records of " + size).isEqualTo(read(bytes));
        }
    }

    @Test
    void whatIsNoGreetingIsMalformed() {
        byte[] alert = {21, 3, 1, 0, 2, 2, 40};
        assertThat(read(alert)).isEqualTo(new Outcome.Malformed());
        byte[] finished = {22, 3, 1, 0, 4, 20, 0, 0, 0};
        assertThat(read(finished)).isEqualTo(new Outcome.Malformed());
        byte[] empty = {22, 3, 1, 0, 0, 1};
        assertThat(read(empty)).isEqualTo(new Outcome.Malformed());
        byte[] tooLong = {22, 3, 1, 0, 4, 1, (byte) 0xff, 0, 0};
        assertThat(read(tooLong)).isEqualTo(new Outcome.Malformed());
        byte[] cutShort = {22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3};
        assertThat(read(cutShort)).isEqualTo(new Outcome.Malformed());
    }

    @Test
    void spoiledGreetingsAreNeverMoreThanMalformed() throws Exception {
        byte[] good = greeting("example.com", "TLSv1.3", "TLSv1.2");
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(read(bytes)).isNotNull();
        }
    }
}
