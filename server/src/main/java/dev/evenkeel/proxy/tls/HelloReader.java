package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.ClientHello;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Reads the ClientHello (RFC 8446, 4.1.2; older versions have the same shape) that opens a
/// connection, as far as the choice of a certificate needs it. The handshake proper reads it again.
final class HelloReader {
    /// What a client that is no attacker stays far below.
    static final int MAX_BYTES = 64 * 1024;

    static final int HANDSHAKE = 22;
    private static final int RECORD_HEADER = 5;
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;

    private HelloReader() {}

    /// What became of the bytes so far.
    sealed interface Outcome {
        /// It is whole.
        record Read(ClientHello hello) implements Outcome {}

        /// More must come.
        record Incomplete() implements Outcome {}

        /// It is none.
        record Malformed() implements Outcome {}
    }

    private static final Outcome INCOMPLETE = new Outcome.Incomplete();
    private static final Outcome MALFORMED = new Outcome.Malformed();

    /// Reads from the buffer's reader index, which stays.
    static Outcome read(ByteBuf bytes) {
        ByteBuf message = Unpooled.buffer();
        int at = bytes.readerIndex();
        int needed = -1;
        while (needed < 0 || message.readableBytes() < needed) {
            if (bytes.writerIndex() - at < RECORD_HEADER) {
                return INCOMPLETE;
            }
            int length = bytes.getUnsignedShort(at + 3);
            if (bytes.getUnsignedByte(at) != HANDSHAKE
                    || length == 0
                    || message.writerIndex() > MAX_BYTES) {
                return MALFORMED;
            }
            int here = Math.min(length, bytes.writerIndex() - at - RECORD_HEADER);
            message.writeBytes(bytes, at + RECORD_HEADER, here);
            needed = needed(message);
            if (needed > MAX_BYTES) {
                return MALFORMED;
            }
            if (here < length && (needed < 0 || message.readableBytes() < needed)) {
                return INCOMPLETE;
            }
            at += RECORD_HEADER + length;
        }
        return parse(message.slice(4, needed - 4));
    }

    /// The length of the whole message, -1 if that is not known yet, too much if it is no hello.
    private static int needed(ByteBuf message) {
        if (message.readableBytes() < 4) {
            return -1;
        }
        return message.getUnsignedByte(0) == CLIENT_HELLO
                ? 4 + message.getUnsignedMedium(1)
                : Integer.MAX_VALUE;
    }

    private static Outcome parse(ByteBuf hello) {
        try {
            hello.skipBytes(VERSION_AND_RANDOM);
            hello.skipBytes(hello.readUnsignedByte());
            Set<Integer> ciphers = codes(hello.readSlice(hello.readUnsignedShort()));
            hello.skipBytes(hello.readUnsignedByte());
            var extensions = new Extensions();
            if (hello.isReadable()) {
                extensions.read(hello.readSlice(hello.readUnsignedShort()));
            }
            return new Outcome.Read(extensions.hello(ciphers));
        } catch (IndexOutOfBoundsException tooShort) {
            return MALFORMED;
        }
    }

    private static Set<Integer> codes(ByteBuf list) {
        var codes = new HashSet<Integer>();
        while (list.readableBytes() >= 2) {
            codes.add(list.readUnsignedShort());
        }
        return codes;
    }

    /// What the extensions say.
    private static final class Extensions {
        private String serverName = "";
        private Set<Integer> schemes = Set.of();
        private Set<Integer> groups = Set.of();
        private Set<Integer> versions = Set.of();

        void read(ByteBuf list) {
            while (list.readableBytes() >= 4) {
                int type = list.readUnsignedShort();
                ByteBuf content = list.readSlice(list.readUnsignedShort());
                switch (type) {
                    case SERVER_NAME -> serverName = name(content);
                    case SUPPORTED_GROUPS ->
                            groups = codes(content.readSlice(content.readUnsignedShort()));
                    case SIGNATURE_ALGORITHMS ->
                            schemes = codes(content.readSlice(content.readUnsignedShort()));
                    case SUPPORTED_VERSIONS ->
                            versions = codes(content.readSlice(content.readUnsignedByte()));
                    default -> {}
                }
            }
        }

        private static String name(ByteBuf content) {
            if (content.readableBytes() < 5) {
                return "";
            }
            content.skipBytes(2);
            int kind = content.readUnsignedByte();
            ByteBuf name = content.readSlice(content.readUnsignedShort());
            return kind == 0
                    ? name.toString(StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT)
                    : "";
        }

        ClientHello hello(Set<Integer> ciphers) {
            return new ClientHello(serverName, ciphers, schemes, groups, versions);
        }
    }
}
