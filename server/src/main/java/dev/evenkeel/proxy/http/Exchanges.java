package dev.evenkeel.proxy.http;

import java.util.ArrayDeque;

/// The exchanges of one event loop that no request needs. A connection has one only while it has a
/// request, so that an idle one costs little. The one used last is used next.
final class Exchanges {
    private static final int MAX_SPARE = 256;

    private final Worker worker;
    private final ArrayDeque<Exchange> spare = new ArrayDeque<>();

    private final Exchange none;

    Exchanges(Worker worker) {
        this.worker = worker;
        this.none = new Exchange(worker);
    }

    /// Stands where there is no request: it is never busy, and nothing is written about it.
    Exchange none() {
        return none;
    }

    /// An exchange for a request of `client`.
    Exchange take(Client client) {
        Exchange last = spare.pollFirst();
        Exchange exchange = last == null ? new Exchange(worker) : last;
        exchange.serve(client);
        return exchange;
    }

    /// The request is over, of which `unread` bytes that came after it do not count.
    void giveBack(Exchange exchange, int unread) {
        exchange.leave(unread);
        if (spare.size() < MAX_SPARE) {
            spare.addFirst(exchange);
        }
    }
}
