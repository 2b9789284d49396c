package dev.evenkeel.cli;

import java.time.Duration;

/// Asks a running server to make a zone unreachable or reachable again: `PUT
/// /_evenkeel/zones/ZONE/off`.
record ZoneSwitch(ServerCall call) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Returns once the server has made it durable.
    void turn(String zone, boolean on) {
        if (!call.settings().zones().contains(zone)) {
            throw new CannotStart(
                    "no zone is called "
                            + zone
                            + "; there are "
                            + String.join(", ", call.settings().zones()));
        }
        String path = "/_evenkeel/zones/" + zone + (on ? "/on" : "/off");
        ServerCall.Answer answer = call.send("PUT", path, "", PATIENCE);
        if (!answer.isGood()) {
            throw ServerCall.refused(answer);
        }
    }
}
