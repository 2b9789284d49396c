package dev.evenkeel.demo;

import dev.evenkeel.cli.AccessKey;
import java.net.InetSocketAddress;
import java.util.List;

/// Where the story plays: the server's addresses, a key for it, its zones, and the first port for
/// listeners.
public record Site(
        String api,
        InetSocketAddress dns,
        AccessKey key,
        String region,
        List<String> zones,
        int firstPort) {
    public Site {
        zones = List.copyOf(zones);
    }
}
