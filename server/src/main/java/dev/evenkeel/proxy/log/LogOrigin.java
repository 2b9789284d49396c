package dev.evenkeel.proxy.log;

/// Where the requests of one client connection come from, as the access log has it. Made once for a
/// connection that is logged.
///
/// `client` is address and port; `traceId` tells which line of the connection log belongs to it;
/// what is empty is a dash in the log.
public record LogOrigin(
        String loadBalancer,
        String dnsName,
        String scheme,
        int port,
        String client,
        String traceId,
        boolean isHttp2,
        String cipher,
        String tlsVersion,
        String serverName,
        String certificate) {
    static final LogOrigin NONE = new LogOrigin("", "", "", 0, "", "", false, "", "", "", "");

    boolean isEncrypted() {
        return scheme.equals("https");
    }
}
