package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.message.HeadBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/// What an exchange needs of the client's side, whatever protocol the client speaks: an HTTP/1
/// connection, or a stream of an HTTP/2 connection.
///
/// All bytes that cross it are HTTP/1 messages. So rules, rewriting and records see one form, and
/// from HTTP/1 to HTTP/1 nothing is translated. On one event loop.
interface Client {
    /// Where the client was let in.
    Node node();

    Peer peer();

    int listenerPort();

    /// How many bytes came that do not belong to the request yet.
    default int unread() {
        return 0;
    }

    /// Whether targets of this kind can serve the request: AWS translates between some protocols
    /// only.
    boolean canBeServedBy(TargetProtocol targets);

    /// Something happened on its behalf.
    void used();

    /// The request as it is sent: the head that was written, and the body if it is small and here
    /// already.
    ByteBuf message(HeadBuffer head);

    /// Whether the whole body of the request went by.
    boolean bodyIsWhole();

    boolean bodyIsMalformed();

    /// The target takes more of the body: gives the exchange what is there.
    void pump();

    /// From now on both sides send what they like.
    void tunnel();

    /// Whether what was sent leaves as fast as it comes.
    boolean isWritable();

    ByteBuf allocate(int bytes);

    /// Sends a part of the response; takes over the reference.
    void send(ByteBuf bytes);

    /// As [#send], together with what is sent next.
    void sendLater(ByteBuf bytes);

    /// The socket that takes a response's bytes as they are; null if there is none, because they
    /// are encrypted or in frames.
    default @Nullable Channel sink() {
        return null;
    }

    /// A part of the response went past us.
    default void passedBy(int bytes) {
        throw new IllegalStateException("nothing goes past where there is no sink");
    }

    /// Whether this is the last request on its connection, as the response must say.
    boolean isLastRequest();

    void closeAfterThisRequest();

    /// Answers in place of a target, and is done with the request.
    void answer(Answer answer);

    /// The response is sent.
    void requestDone();

    /// The response ends here, though it is not whole, once what was sent before has left.
    void closeAfterFlush();

    /// Breaks off in the middle of a response, so that the client knows it is not whole.
    void abort();
}
