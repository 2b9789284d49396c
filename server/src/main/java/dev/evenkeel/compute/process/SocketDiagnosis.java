package dev.evenkeel.compute.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/// Asks the kernel for its TCP connections and their byte counters, as `ss -i` does: sock_diag(7)
/// over netlink(7). Anybody may ask. Used by one thread at a time.
final class SocketDiagnosis {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM_CLOEXEC = 0x80003;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final int MSG_DONTWAIT = 0x40;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short REQUEST_AND_DUMP = 0x301;
    private static final short NLMSG_ERROR = 2;
    private static final short NLMSG_DONE = 3;
    private static final byte IPPROTO_TCP = 6;
    private static final int INET_DIAG_INFO = 2;

    /// Established, FIN-WAIT-1 and -2, CLOSE-WAIT, LAST-ACK and CLOSING: the states that carry or
    /// have carried data.
    private static final int STATES = 1 << 1 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11;

    private static final int HEADER = 16;
    private static final int REQUEST = 72;
    private static final int MESSAGE = 72;
    private static final int BUFFER = 64 * 1024;
    // Offsets in a message: struct inet_diag_msg behind the header, struct tcp_info in its
    // attribute.
    private static final int SOURCE_ADDRESS = HEADER + 8;
    private static final int COOKIE = HEADER + 44;
    private static final int BYTES_ACKED = 120;
    private static final int BYTES_RECEIVED = 128;
    private static final int ATTRIBUTE_HEADER = 4;

    private final MethodHandle send;
    private final MethodHandle receive;
    private final int descriptor;

    /// Opens the kernel's side; fails where it does not answer such questions.
    SocketDiagnosis() throws IOException {
        MethodHandle socket = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        this.send = function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        this.receive = function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        this.descriptor =
                (int)
                        call(() ->
                                (int)
                                        socket.invokeExact(
                                                AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_SOCK_DIAG));
    }

    @SuppressWarnings("restricted") // The signatures are those of the C library.
    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /// A call of the C library.
    private interface NativeCall {
        long make() throws Throwable;
    }

    private static long call(NativeCall call) throws IOException {
        try {
            long result = call.make();
            if (result < 0) {
                throw new IOException("the kernel does not show its sockets");
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Every TCP connection of this machine, both ends of those that stay on it.
    List<TcpSocket> connections() throws IOException {
        var all = new ArrayList<TcpSocket>();
        try (Arena arena = Arena.ofConfined()) {
            ask(AF_INET, arena, all);
            ask(AF_INET6, arena, all);
        }
        return all;
    }

    private void ask(int family, Arena arena, List<TcpSocket> all) throws IOException {
        MemorySegment request = arena.allocate(REQUEST);
        request.set(JAVA_INT, 0, REQUEST);
        request.set(JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
        request.set(JAVA_SHORT, 6, REQUEST_AND_DUMP);
        request.set(JAVA_BYTE, HEADER, (byte) family);
        request.set(JAVA_BYTE, HEADER + 1, IPPROTO_TCP);
        request.set(JAVA_BYTE, HEADER + 2, (byte) (1 << (INET_DIAG_INFO - 1)));
        request.set(JAVA_INT, HEADER + 4, STATES);
        call(() -> (long) send.invokeExact(descriptor, request, (long) REQUEST, 0));
        MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
        boolean more = true;
        while (more) {
            long length =
                    call(() ->
                            (long)
                                    receive.invokeExact(
                                            descriptor, buffer, (long) BUFFER, MSG_DONTWAIT));
            more = length > 0 && read(buffer.asSlice(0, length), all);
        }
    }

    /// Returns whether more is to come.
    private static boolean read(MemorySegment messages, List<TcpSocket> all) throws IOException {
        long at = 0;
        while (at + HEADER <= messages.byteSize()) {
            int length = messages.get(JAVA_INT_UNALIGNED, at);
            short type = messages.get(JAVA_SHORT_UNALIGNED, at + 4);
            if (type == NLMSG_DONE) {
                return false;
            }
            if (type == NLMSG_ERROR || length < HEADER + MESSAGE) {
                throw new IOException("the kernel does not show its sockets");
            }
            readOne(messages.asSlice(at, length), all);
            at += aligned(length);
        }
        return true;
    }

    private static void readOne(MemorySegment message, List<TcpSocket> all) throws IOException {
        long at = HEADER + MESSAGE;
        while (at + ATTRIBUTE_HEADER <= message.byteSize()) {
            int length = Short.toUnsignedInt(message.get(JAVA_SHORT_UNALIGNED, at));
            boolean counts = length >= ATTRIBUTE_HEADER + BYTES_RECEIVED + Long.BYTES;
            if (counts && message.get(JAVA_SHORT_UNALIGNED, at + 2) == INET_DIAG_INFO) {
                long counters = at + ATTRIBUTE_HEADER;
                all.add(
                        new TcpSocket(
                                message.get(JAVA_LONG_UNALIGNED, COOKIE),
                                address(message),
                                message.get(JAVA_LONG_UNALIGNED, counters + BYTES_ACKED),
                                message.get(JAVA_LONG_UNALIGNED, counters + BYTES_RECEIVED)));
            }
            at += Math.max(ATTRIBUTE_HEADER, aligned(length));
        }
    }

    /// An IPv4 address inside an IPv6 socket comes out as IPv4.
    private static InetAddress address(MemorySegment message) throws UnknownHostException {
        int bytes = message.get(JAVA_BYTE, HEADER) == AF_INET ? 4 : 16;
        return InetAddress.getByAddress(message.asSlice(SOURCE_ADDRESS, bytes).toArray(JAVA_BYTE));
    }

    private static long aligned(int length) {
        return (length + 3L) & ~3L;
    }
}
