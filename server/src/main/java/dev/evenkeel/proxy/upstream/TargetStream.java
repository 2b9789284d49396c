package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.http2.BodyBytes;
import dev.evenkeel.proxy.http2.BodyFrames;
import dev.evenkeel.proxy.http2.RequestFields;
import dev.evenkeel.proxy.http2.ResponseFields;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Splice;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// One request on an HTTP/2 connection to a target, and its response.
///
/// Takes the request as an HTTP/1 message and turns it into frames; the frames of the response are
/// written as an HTTP/1 message. While its user does not read, the target's window stays shut.
final class TargetStream implements Upstream, BodyFrames.Sink {
    private final TargetSession session;
    private final BodyFrames body;
    private @Nullable User user;
    private @Nullable Http2Stream stream;
    private Method method = Method.OTHER;
    private boolean left;
    private boolean headHasCome;
    private boolean ended;
    private boolean chunked;
    private boolean reading = true;
    private int owed;

    TargetStream(TargetSession session, User user) {
        this.session = session;
        this.user = user;
        this.body = new BodyFrames();
    }

    @Override
    public Endpoint endpoint() {
        return session.endpoint();
    }

    /// The connection is open.
    void connected() {
        if (user != null) {
            user.connected(this);
        }
    }

    void connectFailed(Throwable cause) {
        User waiting = user;
        user = null;
        if (waiting != null) {
            waiting.connectFailed(cause);
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        if (left) {
            bytes.release();
        } else if (stream == null) {
            begin(bytes);
        } else {
            body.send(bytes, this);
        }
    }

    /// The first bytes hold the whole head.
    private void begin(ByteBuf bytes) {
        SessionTranslation translation = session.translation();
        int end = translation.readRequest(bytes);
        RequestHead head = translation.request();
        if (end <= 0) {
            throw new IllegalArgumentException("a request that we wrote cannot be read");
        }
        var framing = new Framing();
        framing.of(head);
        body.begin(framing);
        method = head.method();
        Http2Headers headers = RequestFields.of(head, session.scheme(), translation.names());
        stream = session.open(this, headers, framing.isDone());
        bytes.skipBytes(end);
        if (stream == null) {
            bytes.release();
            session.failSoon(this);
        } else if (bytes.isReadable()) {
            body.send(bytes, this);
        } else {
            bytes.release();
        }
    }

    @Override
    public void data(ByteBuf bytes, boolean last) {
        if (stream == null || left) {
            bytes.release();
        } else {
            session.frames().write(stream, bytes, last);
        }
    }

    @Override
    public void trailers(Fields fields, byte[] lines) {
        if (stream != null && !left) {
            Http2Headers trailers =
                    ResponseFields.trailers(fields, lines, session.translation().names());
            session.frames().write(stream, trailers, true);
        }
    }

    @Override
    public boolean isWritable() {
        return stream != null && session.frames().isWritable(stream);
    }

    void writabilityChanged() {
        if (user != null) {
            user.writabilityChanged();
        }
    }

    @Override
    public void read(boolean wanted) {
        reading = wanted;
        if (wanted && owed > 0 && stream != null) {
            int bytes = owed;
            owed = 0;
            session.frames().consumed(stream, bytes);
        }
    }

    /// Frames are read here: no response goes past us.
    @Override
    public @Nullable Splice splice(Channel sink, long bytes, Splice.User hears) {
        return null;
    }

    /// A head came, or trailers. With `last`, the response is whole.
    void received(Http2Headers headers, boolean last) {
        if (headHasCome) {
            ended = true;
            if (chunked) {
                tell(BodyBytes.end(headers, session.allocator()));
            }
            return;
        }
        if (isInterim(headers)) {
            return;
        }
        headHasCome = true;
        ended = last;
        ResponseFields.Body kind = bodyAfter(headers, last);
        chunked = kind == ResponseFields.Body.OPEN;
        HeadBuffer out = session.translation().response();
        if (ResponseFields.write(headers, kind, out)) {
            tell(
                    session.allocator()
                            .directBuffer(out.length())
                            .writeBytes(out.bytes(), 0, out.length()));
        } else {
            abandonLoudly();
        }
    }

    private static boolean isInterim(Http2Headers headers) {
        return headers.status().charAt(0) == '1';
    }

    private ResponseFields.Body bodyAfter(Http2Headers headers, boolean last) {
        boolean known =
                method == Method.HEAD
                        || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                        || "204".contentEquals(headers.status())
                        || "304".contentEquals(headers.status());
        if (known) {
            return ResponseFields.Body.KNOWN;
        }
        return last ? ResponseFields.Body.EMPTY : ResponseFields.Body.OPEN;
    }

    /// A part of the body came. How many bytes of it the target may send anew at once.
    int received(ByteBuf data, boolean last) {
        int length = data.readableBytes();
        ended = last;
        if (user == null) {
            return length;
        }
        if (chunked) {
            ByteBuf chunk = session.allocator().directBuffer(BodyBytes.chunkBytes(length));
            BodyBytes.appendChunk(data, chunk);
            tell(chunk);
            if (last) {
                tell(BodyBytes.end(EmptyHttp2Headers.INSTANCE, session.allocator()));
            }
        } else {
            tell(data.retain());
        }
        if (reading || user == null) {
            return length;
        }
        owed += length;
        return 0;
    }

    private void tell(ByteBuf bytes) {
        if (user == null || !bytes.isReadable()) {
            bytes.release();
        } else {
            user.received(bytes);
        }
    }

    /// The target or the connection ended the stream, or both sides are done.
    void closed() {
        User hearing = user;
        user = null;
        left = true;
        if (hearing != null && !ended) {
            hearing.ended(true);
        }
    }

    /// The target did nothing with the request: another can have it, unless this one answers.
    void unprocessed() {
        User hearing = user;
        if (headHasCome || hearing == null) {
            closed();
        } else {
            user = null;
            left = true;
            hearing.unprocessed();
        }
    }

    /// What the target answered is no response.
    private void abandonLoudly() {
        User hearing = user;
        abandon();
        if (hearing != null) {
            hearing.ended(true);
        }
    }

    @Override
    public void release() {
        user = null;
    }

    @Override
    public void abandon() {
        user = null;
        left = true;
        if (stream != null) {
            session.frames().reset(stream, ended ? Http2Error.NO_ERROR : Http2Error.CANCEL);
        }
    }

    @Override
    public void leave() {
        user = null;
        left = true;
        session.forget(this);
    }
}
