package dev.evenkeel.proxy.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/// The keys that session tickets are sealed with: one for new tickets, and those before it for as
/// long as their tickets live. All event loops and nodes share them.
///
/// Callers see to it that one thread at a time is here.
final class TicketKeys {
    private static final int KEPT = 3;

    private final RandomGenerator random;
    private final Deque<OpenSslSessionTicketKey> keys = new ArrayDeque<>();

    /// @param random must be fit for secrets
    TicketKeys(RandomGenerator random) {
        this.random = random;
        rotate();
    }

    /// Seals new tickets with a new key.
    void rotate() {
        keys.addFirst(
                new OpenSslSessionTicketKey(
                        bytes(OpenSslSessionTicketKey.NAME_SIZE),
                        bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                        bytes(OpenSslSessionTicketKey.AES_KEY_SIZE)));
        if (keys.size() > KEPT) {
            keys.removeLast();
        }
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// The one for new tickets first.
    OpenSslSessionTicketKey[] newestFirst() {
        return keys.toArray(OpenSslSessionTicketKey[]::new);
    }
}
