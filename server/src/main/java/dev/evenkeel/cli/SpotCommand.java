package dev.evenkeel.cli;

import java.time.Duration;

/// Has a running server take Spot capacity back, or tell it that it is at risk.
record SpotCommand(ServerCall call) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @param which an instance, or with a `zone` all of a type there
    /// @return who was told, as JSON
    String tell(String what, String which, String zone) {
        if (!(which + zone).matches("[a-z0-9.-]+")) {
            throw new CannotStart(
                    "say which: evenkeel spot reclaim i-0123456789abcdef0, or evenkeel spot reclaim"
                            + " t3.micro us-east-1a");
        }
        String place = zone.isEmpty() ? "instances/" + which : "pools/" + which + "/" + zone;
        ServerCall.Answer answer =
                call.send("POST", "/_evenkeel/spot/" + place + "/" + what, "", PATIENCE);
        if (!answer.isGood()) {
            throw ServerCall.refused(answer);
        }
        return answer.body();
    }
}
