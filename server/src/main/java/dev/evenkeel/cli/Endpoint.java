package dev.evenkeel.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// An address of this machine and a port on it, `127.0.0.1:4566` or `[::1]:4566`. Port 0 takes any
/// free one.
public record Endpoint(InetAddress address, int port) {
    private static final int MAX_PORT = 65_535;

    /// Reads `HOST:PORT`. The host is an address or `localhost`: a server does not ask DNS where it
    /// lives.
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "want HOST:PORT such as 127.0.0.1:4566, not " + text);
        }
        return new Endpoint(
                host(text.substring(0, colon), text), port(text.substring(colon + 1), text));
    }

    private static InetAddress host(String host, String text) {
        String literal =
                host.equals("localhost") ? "127.0.0.1" : host.replaceAll("^\\[(.*)]$", "$1");
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException name) {
            throw new IllegalArgumentException(
                    "want an address or localhost before the port, not " + text, name);
        }
    }

    private static int port(String digits, String text) {
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : MAX_PORT + 1;
        if (port > MAX_PORT) {
            throw new IllegalArgumentException("want a port from 0 to 65535, not " + text);
        }
        return port;
    }

    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /// The URL a client on this machine uses. A server on every address is reached through
    /// loopback.
    public String url() {
        Endpoint reached =
                address.isAnyLocalAddress()
                        ? new Endpoint(InetAddress.getLoopbackAddress(), port)
                        : this;
        return "http://" + reached;
    }

    @Override
    public String toString() {
        String host = address.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
