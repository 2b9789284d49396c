package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;

/// Counts a node's client connections and their bytes, whatever is in them.
final class ConnectionCount {
    private ConnectionCount() {}

    static void opened(Worker worker, Node node) {
        node.tally().count(worker.index(), Counter.NEW_CONNECTIONS);
        node.tally().add(worker.index(), Counter.ACTIVE_CONNECTIONS, 1);
    }

    static void closed(Worker worker, Node node) {
        node.tally().add(worker.index(), Counter.ACTIVE_CONNECTIONS, -1);
    }

    static void received(Worker worker, Node node, long bytes) {
        node.tally().add(worker.index(), Counter.RECEIVED_BYTES, bytes);
    }

    static void sent(Worker worker, Node node, long bytes) {
        node.tally().add(worker.index(), Counter.SENT_BYTES, bytes);
    }
}
