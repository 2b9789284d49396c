package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.net.Splice;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// What carries one request to a target and its response back, whatever protocol the target speaks.
///
/// All bytes that cross it are HTTP/1 messages. Lives on one event loop.
public interface Upstream {
    Endpoint endpoint();

    /// Sends; takes over the reference to `bytes`.
    void write(ByteBuf bytes);

    boolean isWritable();

    /// Stops or goes on reading what the target sends.
    void read(boolean wanted);

    /// Lets the kernel bring the next `bytes` of the response to `sink` from now on; null if it
    /// cannot.
    @Nullable Splice splice(Channel sink, long bytes, Splice.User hears);

    /// The user is done, and the connection is ready for another request.
    void release();

    /// The user leaves in the middle of a request or its response.
    void abandon();

    /// The user waits no longer for it to open.
    void leave();

    /// A request in need of a target.
    interface User {
        /// The way is open; nothing was sent on it.
        void connected(Upstream upstream);

        /// There is no way, and nothing was sent.
        void connectFailed(Throwable cause);

        /// The target sent bytes. The user releases them.
        void received(ByteBuf bytes);

        /// The target says that it did nothing with the request, and will not (RFC 9113, 8.7).
        void unprocessed();

        /// The target ended it; `reset` if it broke rather than was closed.
        void ended(boolean reset);

        /// More can be written, or must not for now: see [Upstream#isWritable].
        void writabilityChanged();
    }
}
