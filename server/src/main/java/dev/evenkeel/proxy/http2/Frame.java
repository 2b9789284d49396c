package dev.evenkeel.proxy.http2;

/// The numbers that frames are made of (RFC 9113, 4.1 and 6).
final class Frame {
    static final int HEADER_BYTES = 9;

    /// What a frame may hold if nothing else was agreed on.
    static final int MAX_PAYLOAD = 16 * 1024;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int WEIGHED = 0x20;

    private Frame() {}
}
