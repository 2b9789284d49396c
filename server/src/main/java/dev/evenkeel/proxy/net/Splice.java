package dev.evenkeel.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.AbstractEpollStreamChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Moves a known number of bytes from one socket to another inside the kernel: a large body is
/// never copied to our memory and back.
///
/// Everything happens on the event loop of both sockets. Bytes that were written to the receiving
/// socket before leave first.
@SuppressWarnings({
    "FutureReturnValueIgnored", // Heard by listeners.
    "ReferenceEquality", // There is one of each event loop.
    "deprecation" // Netty means to hide spliceTo, and offers nothing instead.
})
public final class Splice {
    /// From how many bytes on it is worth its pipe.
    public static final long WORTH_IT = 128 * 1024;

    private static final int PIECE = 512 * 1024;

    private final AbstractEpollStreamChannel from;
    private final EpollSocketChannel to;
    private final User user;
    private long remaining;

    private Splice(AbstractEpollStreamChannel from, EpollSocketChannel to, long bytes, User user) {
        this.from = from;
        this.to = to;
        this.remaining = bytes;
        this.user = user;
    }

    /// Hears how it goes, after [#begin] returned.
    public interface User {
        /// Another part left; `splice` goes on as long as there are more bytes to come.
        void moved(Splice splice, int bytes);

        /// It ends here; the sockets tell more if one of them closed.
        void failed(Splice splice);
    }

    /// Begins to move `bytes` to a socket that is not encrypted; null if these two cannot do it, or
    /// there are no files for a pipe. Nothing is read from `from` in another way until they were
    /// moved.
    public static @Nullable Splice begin(
            Channel from, Channel to, long bytes, User user, SocketLimit sockets) {
        if (to instanceof EpollSocketChannel sink
                && from instanceof AbstractEpollStreamChannel source
                && from.eventLoop() == to.eventLoop()
                && from.pipeline().get(SslHandler.class) == null
                && sockets.splices(from)) {
            var splice = new Splice(source, sink, bytes, user);
            splice.next();
            return splice;
        }
        return null;
    }

    private void next() {
        int piece = (int) Math.min(PIECE, remaining);
        from.spliceTo(to, piece).addListener((ChannelFuture moved) -> ended(moved, piece));
    }

    private void ended(ChannelFuture moved, int piece) {
        if (!moved.isSuccess()) {
            user.failed(this);
            return;
        }
        remaining -= piece;
        user.moved(this, piece);
        if (remaining > 0) {
            next();
        }
    }

    /// Whether the receiving socket was sent anything within the last `duration`: a piece that
    /// leaves slowly is no idle connection.
    public boolean movedWithin(Duration duration) {
        return to.isActive() && to.tcpInfo().lastDataSent() < duration.toMillis();
    }
}
