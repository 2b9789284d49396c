package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.upstream.Upstreams;
import java.time.Duration;

/// The engine's own limits; those of AWS stand with what they limit.
///
/// `parking`: what may wait for a first target. `suspicion`: how long others are preferred to a
/// target that refused a connection. `inlineBodyBytes`: a body up to this size leaves in one send
/// with its head. `linger`: how long a connection that is closed with an answer goes on reading, so
/// that the answer arrives. `handshakeTimeout`: how long a TLS handshake may take.
public record HttpLimits(
        ParkingLot.Limits parking,
        Duration suspicion,
        int inlineBodyBytes,
        Duration linger,
        Duration handshakeTimeout,
        Upstreams.Limits upstreams) {
    public static final HttpLimits DEFAULT =
            new HttpLimits(
                    ParkingLot.Limits.DEFAULT,
                    Duration.ofSeconds(1),
                    16 * 1024,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10),
                    Upstreams.Limits.DEFAULT);
}
