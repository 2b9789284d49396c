package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.probe.Check.Question;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A check in the clear - a connection, or a GET - on a bare socket of the event loop. Nearly all
/// checks are such, and a channel with its pipeline takes twice as many system calls.
///
/// The loop's edge-triggered events say when there is something to do.
final class EpollConversation implements EpollIoHandle, Outcome.Line {
    private static final EpollIoOps HEARS =
            EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLRDHUP).with(EpollIoOps.EPOLLET);
    private static final EpollIoOps SPEAKS_AND_HEARS = HEARS.with(EpollIoOps.EPOLLOUT);

    /// Numbers of the kernel's interface for which the library has no names.
    private static final int IPPROTO_IP = 0;

    private static final int IP_BIND_ADDRESS_NO_PORT = 24;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_QUICKACK = 12;

    private final Check check;
    private final Outcome outcome;
    private final Paper paper;
    private final LinuxSocket socket;
    private final Answer answer;
    private @Nullable IoRegistration registration;
    private boolean asked;

    /// What all conversations of a loop write and read on, each within one event.
    record Paper(ByteBuffer memory, ByteBuf bytes) {
        private static final int SIZE = 16 * 1024;

        static Paper blank() {
            ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
            return new Paper(memory, Unpooled.wrappedBuffer(memory));
        }
    }

    /// @throws IOException when this machine has no socket to ask from
    EpollConversation(Check check, Outcome outcome, Paper paper) throws IOException {
        this.check = check;
        this.outcome = outcome;
        this.paper = paper;
        this.answer = new Answer(check.healthy(), outcome);
        boolean v4 = check.address().getAddress() instanceof Inet4Address;
        this.socket =
                LinuxSocket.newSocketStream(
                        v4 ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6);
        try {
            bind();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// The local port is chosen when it connects: otherwise a node could have no more connections
    /// than there are ports, to all targets together.
    private void bind() throws IOException {
        if (check.from().isPresent()) {
            socket.setIntOpt(IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
            socket.bind(check.from().get());
        }
    }

    /// Connects and asks. A connection within the machine is there at once; for others an event
    /// says when they are.
    void start(IoEventLoop loop) {
        try {
            if (check.question() instanceof Question.Get) {
                // The handshake's last packet waits for the request, and travels with it.
                socket.setIntOpt(IPPROTO_TCP, TCP_QUICKACK, 0);
                socket.connect(check.address());
                asked = ask();
            } else {
                socket.connect(check.address());
            }
            registration = loop.register(this).getNow();
            registration.submit(asked ? HEARS : SPEAKS_AND_HEARS);
        } catch (IOException refused) {
            outcome.tell(new CheckResult.Failed());
            hangUp();
        }
    }

    @Override
    public void handle(IoRegistration ignored, IoEvent event) {
        try {
            if (!asked) {
                asked = ask();
            }
            if (asked && socket.isOpen()) {
                hear(((EpollIoEvent) event).ops().contains(EpollIoOps.EPOLLRDHUP));
            }
        } catch (IOException broken) {
            hangUp();
        }
    }

    /// Returns whether that was possible: not before there is a connection.
    private boolean ask() throws IOException {
        if (check.question() instanceof Question.Get get) {
            return send(Conversation.request(get, check.host()));
        }
        boolean connected = socket.finishConnect();
        if (connected) {
            outcome.tell(new CheckResult.Passed());
            hangUp();
        }
        return connected;
    }

    /// A request fits into the empty buffer of a new socket.
    private boolean send(String request) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        paper.memory.clear().put(bytes);
        int sent = socket.send(paper.memory, 0, bytes.length);
        if (sent > 0 && sent < bytes.length) {
            throw new IOException("sent " + sent + " of " + bytes.length + " bytes");
        }
        return sent > 0;
    }

    /// `ends` if the target has said all: then a read that fills less than the paper was the last.
    private void hear(boolean ends) throws IOException {
        int size = paper.memory.capacity();
        int read;
        do {
            read = socket.recv(paper.memory, 0, size);
            if (read > 0 && !answer.hear(paper.bytes.setIndex(0, read))) {
                hangUp();
                return;
            }
        } while (read == size);
        if (ends || read < 0) {
            leaveNothing();
            hangUp();
        }
    }

    /// Both have said all: a reset ends it at once, with fewer packets than a farewell, and the
    /// target's side needs not wait for late ones (TIME_WAIT).
    private void leaveNothing() throws IOException {
        socket.setSoLinger(0);
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    /// Closed first, it leaves the loop's list without another system call.
    @Override
    public void hangUp() {
        if (!socket.isOpen()) {
            return;
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // The target closed it the hard way; nothing is left to close.
        }
        if (registration != null) {
            registration.cancel();
        }
        outcome.end();
    }

    @Override
    public void close() {
        hangUp();
    }
}
