package dev.evenkeel.proxy.route;

import java.net.InetAddress;

/// A block of addresses: `10.0.0.0/8`, `2001:db8::/32`.
public record Cidr(Address network, int bits) {
    /// Address bytes in network order.
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
    public record Address(byte[] bytes) {}

    static Cidr of(String text) {
        int slash = text.indexOf('/');
        byte[] bytes =
                InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new Cidr(new Address(bytes), bits);
    }

    boolean holds(byte[] address) {
        byte[] own = network.bytes;
        if (own.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        for (int at = 0; at < whole; at++) {
            if (own[at] != address[at]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (own[whole] ^ address[whole]) >> (8 - rest) == 0;
    }
}
