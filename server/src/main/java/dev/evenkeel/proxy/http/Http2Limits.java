package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.http2.ClientFrames;
import dev.evenkeel.proxy.message.RequestHead;

/// What an HTTP/2 client may ask of us; beyond it, its stream or its connection ends.
///
/// `streams`: requests at once, as AWS has it. `streamWindow`, `connectionWindow`: bytes of bodies
/// that may wait for slow targets. `headBytes`: a head this large is decoded, so that it can be
/// answered; a larger one is not. `resets`: streams that may be reset in ten seconds, by either
/// side. `emptyFrames`: frames without data in a row. `strain`: frames that bring nothing forward.
/// That a head may come in a few small pieces only is the codec's own limit.
record Http2Limits(
        int streams,
        int streamWindow,
        int connectionWindow,
        int headBytes,
        int resets,
        int emptyFrames,
        int strain) {
    static final Http2Limits DEFAULT =
            new Http2Limits(
                    128,
                    256 * 1024,
                    4 * 1024 * 1024,
                    RequestHead.MAX_BYTES + 32 * 1024,
                    500,
                    10,
                    1_000);

    ClientFrames.Limits frames() {
        return new ClientFrames.Limits(
                streams, streamWindow, connectionWindow, headBytes, resets, emptyFrames);
    }
}
