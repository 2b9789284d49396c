package dev.evenkeel.proxy.log;

/// What the connection log tells of one connection. What is empty is a dash; certificates of
/// clients are not asked for.
public record ConnectionLine(
        String clientAddress,
        int clientPort,
        int listenerPort,
        String tlsVersion,
        String cipher,
        long handshakeNanos,
        String status,
        String traceId) {
    public void write(LogTime time, long nanos, LogLine out) {
        time.append(time.micros(nanos), out);
        out.add(' ').add(clientAddress).add(' ').add(clientPort).add(' ').add(listenerPort);
        out.add(' ').addOrDash(tlsVersion).add(' ').addOrDash(cipher).add(' ');
        if (tlsVersion.isEmpty()) {
            out.add('-');
        } else {
            out.addSeconds(handshakeNanos);
        }
        out.add(" \"-\" - - ").add(status).add(' ').add(traceId);
    }
}
