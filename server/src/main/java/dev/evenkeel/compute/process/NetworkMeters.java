package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Bytes in and out per instance, which only grow: the sum over the TCP connections that end at its
/// address.
///
/// Where all share the loopback network there is no counter per instance; connections have one
/// each. What a connection carries between the last look and its end is not seen. Used by one
/// listing at a time.
final class NetworkMeters {
    private static final Traffic NONE = new Traffic(0, 0);

    private final Map<Long, TcpSocket> before = new HashMap<>();
    private final Map<InstanceId, Traffic> totals = new HashMap<>();

    /// What went through.
    record Traffic(long in, long out) {
        private Traffic plus(long moreIn, long moreOut) {
            return new Traffic(in + moreIn, out + moreOut);
        }
    }

    /// Adds what `sockets` carried since the last look, for the instances at these addresses, and
    /// forgets all others.
    synchronized void look(Collection<TcpSocket> sockets, Map<InetAddress, InstanceId> instances) {
        var now = new HashMap<Long, TcpSocket>();
        for (TcpSocket socket : sockets) {
            InstanceId id = instances.get(socket.local());
            if (id != null) {
                TcpSocket last =
                        before.getOrDefault(
                                socket.cookie(),
                                new TcpSocket(socket.cookie(), socket.local(), 0, 0));
                totals.merge(
                        id,
                        new Traffic(
                                Math.max(0, socket.received() - last.received()),
                                Math.max(0, socket.acknowledged() - last.acknowledged())),
                        (total, more) -> total.plus(more.in(), more.out()));
                now.put(socket.cookie(), socket);
            }
        }
        before.clear();
        before.putAll(now);
        totals.keySet().retainAll(instances.values());
    }

    synchronized Traffic of(InstanceId id) {
        return totals.getOrDefault(id, NONE);
    }
}
