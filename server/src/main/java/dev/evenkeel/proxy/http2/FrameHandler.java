package dev.evenkeel.proxy.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/// Netty's codec, but silent about what was on its way before a target heard of our reset.
final class FrameHandler extends Http2ConnectionHandler {
    private final Resets resets;

    /// A channel that is closed is closed at once, without a GOAWAY of Netty's own.
    private FrameHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Resets resets) {
        super(decoder, encoder, settings, true);
        this.resets = resets;
    }

    static FrameHandler of(
            DefaultHttp2Connection connection,
            Frames.Settings settings,
            Http2EventAdapter listener) {
        var resets = new Resets();
        connection.addListener(resets);
        return new Builder(resets, connection, settings, listener).build();
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext context,
            boolean outbound,
            Throwable cause,
            StreamException error) {
        int id = error.streamId();
        boolean unknown = !outbound && connection().stream(id) == null;
        if (unknown && error.error() == Http2Error.STREAM_CLOSED && resets.hold(id)) {
            ignore(context);
            return;
        }
        super.onStreamError(context, outbound, cause, error);
    }

    /// What was on its way is no more than the windows hold; who goes on for long means no good.
    private void ignore(ChannelHandlerContext context) {
        if (resets.ignoredTooMany()) {
            Http2Exception enough =
                    Http2Exception.connectionError(
                            Http2Error.ENHANCE_YOUR_CALM, "frames for streams that were reset");
            onConnectionError(context, false, enough, enough);
        }
    }

    /// The streams that we reset, of the last ones there were.
    private static final class Resets extends Http2ConnectionAdapter {
        private static final int PLACES = 256;
        private static final int MOST_IGNORED = 1_000;

        private int[] ids = {};
        private int ignored;

        @Override
        public void onStreamClosed(Http2Stream stream) {
            if (stream.isResetSent()) {
                if (ids.length == 0) {
                    ids = new int[PLACES];
                }
                ids[place(stream.id())] = stream.id();
                ignored = 0;
            }
        }

        boolean hold(int id) {
            return ids.length > 0 && ids[place(id)] == id;
        }

        /// Counts a frame for one of them.
        boolean ignoredTooMany() {
            ignored++;
            return ignored > MOST_IGNORED;
        }

        private static int place(int id) {
            return id >>> 1 & PLACES - 1;
        }
    }

    /// As Netty wants it built.
    private static final class Builder
            extends AbstractHttp2ConnectionHandlerBuilder<FrameHandler, Builder> {
        private static final int ANY_NUMBER = 0;

        private final Resets resets;

        Builder(
                Resets resets,
                DefaultHttp2Connection connection,
                Frames.Settings settings,
                Http2EventAdapter listener) {
            this.resets = resets;
            connection(connection);
            initialSettings(settings.sent());
            frameListener(listener);
            validateRequiredPseudoHeaders(true);
            decoderEnforceMaxConsecutiveEmptyDataFrames(settings.emptyFrames());
            decoderEnforceMaxRstFramesPerWindow(ANY_NUMBER, ANY_NUMBER);
            encoderEnforceMaxRstFramesPerWindow(ANY_NUMBER, ANY_NUMBER);
        }

        @Override
        protected FrameHandler build() {
            return super.build();
        }

        @Override
        protected FrameHandler build(
                Http2ConnectionDecoder decoder,
                Http2ConnectionEncoder encoder,
                Http2Settings settings) {
            return new FrameHandler(decoder, encoder, settings, resets);
        }
    }
}
