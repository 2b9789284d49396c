package dev.evenkeel.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What streams are used for in tests: each request is written down, with all that happens to it.
final class FakeUse implements ClientFrames.Requests {
    final List<Request> requests = new ArrayList<>();
    final Heads heads;
    int idleFrames;
    int mostIdleFrames = Integer.MAX_VALUE;
    int ended;
    boolean refusing;
    boolean consuming = true;
    long nanos;
    private @Nullable Request unbegun;

    FakeUse(Heads heads) {
        this.heads = heads;
    }

    /// One request.
    final class Request implements ClientStream.User {
        final ClientStream stream;
        final StringBuilder events = new StringBuilder();
        final StringBuilder body = new StringBuilder();
        String head = "";
        String trailers = "";
        boolean whole;
        boolean over;
        int wakes;

        Request(ClientStream stream) {
            this.stream = stream;
        }

        @Override
        public int received(ByteBuf data) {
            body.append(data.toString(StandardCharsets.ISO_8859_1));
            return consuming ? data.readableBytes() : 0;
        }

        @Override
        public void end(byte[] lines) {
            whole = true;
            trailers = new String(lines, StandardCharsets.ISO_8859_1);
        }

        @Override
        public void proceed() {
            if (head.isEmpty()) {
                unbegun = null;
                var text = heads.request().end(whole ? body.length() : RequestText.OPEN);
                head = new String(text.bytes(), 0, text.length(), StandardCharsets.ISO_8859_1);
            }
        }

        @Override
        public void writabilityChanged() {
            wakes++;
        }

        @Override
        public void closed() {
            over = true;
        }
    }

    Request first() {
        return requests.getFirst();
    }

    @Override
    public void expect() {
        Request request = unbegun;
        if (request != null) {
            request.proceed();
        }
    }

    @Override
    public ClientStream.@Nullable User begin(ClientStream stream) {
        var request = new Request(stream);
        requests.add(request);
        return refusing ? null : request;
    }

    @Override
    public void begun(ClientStream.User user) {
        unbegun = (Request) user;
    }

    @Override
    public void ended() {
        ended++;
    }

    @Override
    public boolean bears() {
        idleFrames++;
        return idleFrames <= mostIdleFrames;
    }

    @Override
    public void answered(long content) {
        nanos = content;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    /// A body of so many bytes.
    static ByteBuf zeros(int bytes) {
        return Unpooled.buffer(Math.max(1, bytes)).writeZero(bytes);
    }
}
