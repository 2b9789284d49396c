package dev.evenkeel.proxy.net;

import dev.evenkeel.sys.OpenFiles;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.AttributeKey;
import java.util.concurrent.atomic.AtomicInteger;

/// How many of the process's files the data plane may take for sockets and pipes, so that the store
/// and instances find some whatever clients do. Each is counted as long as it is open: a client
/// that waits for nothing takes one.
///
/// Clients and pipes leave an eighth to the connections to targets. Any thread.
public final class SocketLimit {
    /// What everything else needs.
    private static final int RESERVED = 256;

    private static final int LEAST = 64;
    private static final int FOR_TARGETS = 8;
    private static final int FILES_OF_A_PIPE = 2;
    private static final AttributeKey<Boolean> PIPE = AttributeKey.valueOf("evenkeel.pipe");

    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private final ChannelFutureListener closed = _ -> open.decrementAndGet();
    private final ChannelFutureListener pipeClosed = _ -> open.addAndGet(-FILES_OF_A_PIPE);

    /// Of a process that may open so many files.
    public SocketLimit(int files) {
        this.most = Math.max(LEAST, files - RESERVED);
    }

    public static SocketLimit ofThisProcess() {
        return new SocketLimit(OpenFiles.most());
    }

    /// How many clients there may be at a time if none of them has a target.
    public int mostClients() {
        return most - most / FOR_TARGETS;
    }

    /// How many sockets are open, and ends of pipes.
    int open() {
        return open.get();
    }

    /// Counts a socket that nobody can do without.
    void listens(Channel socket) {
        open.incrementAndGet();
        socket.closeFuture().addListener(closed);
    }

    /// Counts a client, unless there are as many as there may be.
    boolean admits(Channel client) {
        return take(1, mostClients(), client, closed);
    }

    /// Counts a connection to a target, unless there are no files left.
    boolean reaches(Channel target) {
        return take(1, most, target, closed);
    }

    /// Whether bytes may be spliced from this socket: its pipe is counted, and kept until it
    /// closes.
    public boolean splices(Channel source) {
        if (source.hasAttr(PIPE)) {
            return true;
        }
        boolean free = take(FILES_OF_A_PIPE, mostClients(), source, pipeClosed);
        if (free) {
            source.attr(PIPE).set(true);
        }
        return free;
    }

    private boolean take(int files, int limit, Channel channel, ChannelFutureListener whenClosed) {
        if (open.addAndGet(files) > limit) {
            open.addAndGet(-files);
            return false;
        }
        channel.closeFuture().addListener(whenClosed);
        return true;
    }
}
