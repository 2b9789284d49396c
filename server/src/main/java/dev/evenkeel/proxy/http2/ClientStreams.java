package dev.evenkeel.proxy.http2;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The streams that a client has open, by their numbers; and which ones of the last were reset by
/// us, as what the client sent before it heard of that is no fault.
final class ClientStreams {
    private static final int PLACES = 64;
    private static final int RESETS = 256;
    private static final int MOST_IGNORED = 1_000;

    private final @Nullable ClientStream[] there = new ClientStream[PLACES];
    private final ArrayDeque<ClientStream> queue = new ArrayDeque<>(2);
    private int[] resets = {};
    private int ignored;
    private int count;

    int count() {
        return count;
    }

    @Nullable ClientStream find(int id) {
        ClientStream stream = there[place(id)];
        while (stream != null && stream.id() != id) {
            stream = stream.nextThere;
        }
        return stream;
    }

    private static int place(int id) {
        return id >>> 1 & PLACES - 1;
    }

    void add(ClientStream stream) {
        int place = place(stream.id());
        stream.nextThere = there[place];
        there[place] = stream;
        count++;
    }

    void remove(ClientStream stream) {
        int place = place(stream.id());
        ClientStream before = there[place];
        if (before == stream) {
            there[place] = stream.nextThere;
        } else {
            while (before != null && before.nextThere != stream) {
                before = before.nextThere;
            }
            if (before != null) {
                before.nextThere = stream.nextThere;
            }
        }
        stream.nextThere = null;
        count--;
        if (stream.isQueued) {
            queue.remove(stream);
            stream.isQueued = false;
        }
    }

    /// It has something to send, when it is its turn.
    void enqueue(ClientStream stream) {
        if (!stream.isQueued) {
            stream.isQueued = true;
            queue.add(stream);
        }
    }

    /// The one whose turn it is; null if there is none.
    @Nullable ClientStream dequeue() {
        ClientStream stream = queue.poll();
        if (stream != null) {
            stream.isQueued = false;
        }
        return stream;
    }

    /// Does something with each. It may remove the one it is given.
    void forEach(Consumer<ClientStream> action) {
        for (ClientStream first : there) {
            ClientStream stream = first;
            while (stream != null) {
                ClientStream next = stream.nextThere;
                action.accept(stream);
                stream = next;
            }
        }
    }

    void noteReset(int id) {
        ignored = 0;
        if (resets.length == 0) {
            resets = new int[RESETS];
        }
        resets[id >>> 1 & RESETS - 1] = id;
    }

    /// One more frame came for such a stream. What was on its way is no more than the windows hold;
    /// who goes on for long means no good. Whether that is still in order.
    boolean ignores() {
        ignored++;
        return ignored <= MOST_IGNORED;
    }

    boolean wasReset(int id) {
        return resets.length > 0 && resets[id >>> 1 & RESETS - 1] == id;
    }
}
