package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.net.Splice;
import dev.evenkeel.proxy.upstream.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;

/// A request's way to a target of its pool: opens or takes a connection, sends, and does it again
/// with another target where nothing can go wrong by it.
///
/// One for each exchange, used again for each request. The request is kept as long as it may be
/// sent again: one that an HTTP/2 target did nothing with always may, until more of its body went.
final class Delivery {
    private final Worker worker;
    private final AccessRecord record;
    private final Upstream.User user;
    private boolean replayable;
    private boolean sent;
    private int attempts;
    private long client;
    private @Nullable TargetPool pool;
    private @Nullable Endpoint endpoint;
    private @Nullable Upstream upstream;
    private @Nullable ByteBuf request;

    /// `user` hears what happens on the way.
    Delivery(Worker worker, AccessRecord record, Upstream.User user) {
        this.worker = worker;
        this.record = record;
        this.user = user;
    }

    /// Takes over `message`, to be brought to a target. Unless it is `repeatable`, it is sent once
    /// at most. `by` stands for the client, where the choice of a target hangs on it.
    void prepare(ByteBuf message, boolean repeatable, long by) {
        request = message;
        replayable = repeatable;
        client = by;
        attempts = 0;
    }

    /// Brings the request to `target` of `from`.
    void begin(TargetPool from, Endpoint target) {
        pool = from;
        attempt(from, target);
    }

    /// Has the request wait until `from` has a target; null if there is no place to wait.
    ParkingLot.@Nullable Place park(TargetPool from, ParkingLot.Waiting waiting) {
        ByteBuf message = request;
        return message == null
                ? null
                : worker.parking().park(waiting, from, message.readableBytes());
    }

    /// Brings the request, which waited, to a target of `from`; false if there is none again.
    boolean begin(TargetPool from) {
        Endpoint target = from.pick(null, worker.nanoTime(), client);
        if (target != null) {
            begin(from, target);
        }
        return target != null;
    }

    private void attempt(TargetPool from, Endpoint target) {
        endpoint = target;
        record.chose(from, target, attempts > 0);
        attempts++;
        sent = false;
        Upstream idle = worker.upstreams().take(target, user);
        if (idle == null) {
            upstream = worker.upstreams().open(target, user);
        } else {
            upstream = idle;
            send(idle);
        }
    }

    /// Sends the request: the way is open.
    void send(Upstream open) {
        sent = true;
        record.sent(worker.nanoTime());
        ByteBuf bytes = request;
        if (bytes == null) {
            throw new IllegalStateException("nothing to send");
        }
        if (open.endpoint().protocol() != TargetProtocol.HTTP1) {
            // Frames of a stream that is over may still be on their way out.
            open.write(bytes.retainedDuplicate());
        } else if (replayable) {
            open.write(bytes.retain());
        } else {
            request = null;
            open.write(bytes);
        }
    }

    /// The target could not be connected: others are preferred to it for a while. The status that
    /// tells the client why.
    int refused(Throwable cause) {
        upstream = null;
        record.refused(cause);
        if (endpoint != null) {
            endpoint.suspectUntil(worker.nanoTime() + worker.limits().suspicion().toNanos());
        }
        boolean late =
                cause instanceof ConnectTimeoutException
                        || cause instanceof SslHandshakeTimeoutException;
        return late ? 504 : 502;
    }

    /// The target ended the way.
    void lost() {
        upstream = null;
    }

    /// The target did nothing with what it was sent: as if nothing had been.
    void disowned() {
        upstream = null;
        sent = false;
    }

    /// Tries another target; false if there is none, or the request may not be sent again.
    boolean retry() {
        TargetPool from = pool;
        ByteBuf message = request;
        boolean harmless = replayable || !sent;
        if (from == null
                || message == null
                || !harmless
                || attempts >= from.options().extensions().attempts()) {
            return false;
        }
        Endpoint other = from.pick(endpoint, worker.nanoTime(), client);
        if (other == null) {
            return false;
        }
        if (!from.maySendAgain()) {
            record.acted(Counter.RETRIES_REFUSED);
            return false;
        }
        message.readerIndex(0);
        attempt(from, other);
        return true;
    }

    /// Whether more of the request's body can be sent now.
    boolean takesBody() {
        return sent && upstream != null && upstream.isWritable();
    }

    /// Sends a part of the request's body; takes over the reference.
    void sendBody(ByteBuf bytes) {
        forgetRequest();
        if (upstream == null) {
            bytes.release();
        } else {
            upstream.write(bytes);
        }
    }

    /// Stops or goes on reading the response.
    void read(boolean wanted) {
        if (upstream != null && sent) {
            upstream.read(wanted);
        }
    }

    /// As [Upstream#splice].
    @Nullable Splice splice(Channel sink, long bytes, Splice.User hears) {
        return upstream == null ? null : upstream.splice(sink, bytes, hears);
    }

    /// The response is whole. With `reusable`, the connection can carry another request.
    void finish(boolean reusable) {
        Upstream way = upstream;
        upstream = null;
        if (way != null) {
            if (reusable) {
                way.release();
            } else {
                way.abandon();
            }
        }
    }

    /// Leaves the target, whatever it is doing.
    void leave() {
        Upstream way = upstream;
        upstream = null;
        if (way != null) {
            if (sent) {
                way.abandon();
            } else {
                way.leave();
            }
        }
    }

    /// The request will not be sent again: the client saw a response.
    void forgetRequest() {
        if (request != null) {
            request.release();
            request = null;
        }
    }

    /// Nothing is left of it.
    void over() {
        forgetRequest();
        record.left();
        pool = null;
        endpoint = null;
    }
}
