package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.log.ConnectionLine;
import dev.evenkeel.proxy.log.LogSpool;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.tls.ClientTls;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Writes a line for each connection a client made, or could not make for want of agreement about
/// TLS. On the connection's event loop.
final class ConnectionLog {
    private ConnectionLog() {}

    /// The connection is ready for requests.
    static void opened(Worker worker, Channel client, OpenFrontend frontend, ClientTls tls) {
        String status = tls.isEncrypted() ? "Success" : "-";
        write(worker, client, frontend, tls, status);
    }

    /// The handshake failed.
    static void failed(Worker worker, Channel client, OpenFrontend frontend) {
        write(worker, client, frontend, ClientTls.NONE, "Failed:UnmappedConnectionError");
    }

    private static void write(
            Worker worker, Channel client, OpenFrontend frontend, ClientTls tls, String status) {
        Optional<LogStream> log = Admission.options(frontend.route()).logging().connections();
        if (log.isPresent() && client.remoteAddress() instanceof InetSocketAddress from) {
            LogStream stream = log.get();
            LogSpool.Buffer buffer = worker.spool().buffer(stream);
            new ConnectionLine(
                            from.getAddress().getHostAddress(),
                            from.getPort(),
                            frontend.current().address().port(),
                            tls.version(),
                            tls.cipher(),
                            tls.handshakeNanos(),
                            status,
                            Peer.traceId(client.id()))
                    .write(worker.logTime(), worker.nanoTime(), buffer.line());
            buffer.end();
        }
    }
}
