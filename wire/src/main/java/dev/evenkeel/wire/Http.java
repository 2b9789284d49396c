package dev.evenkeel.wire;

/// How an operation is called over HTTP.
///
/// @param uri a path with labels (`/zone/{Id}/record`, `{Key+}` for the rest of the path), and
///   perhaps a query string that must be there
/// @param status of an answer that is no fault
public record Http(String method, String uri, int status) {
    /// Protocols that name the operation elsewhere all call it like this.
    public static final Http RPC = new Http("POST", "/", 200);
}
