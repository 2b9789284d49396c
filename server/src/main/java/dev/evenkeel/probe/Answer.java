package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import io.netty.buffer.ByteBuf;

/// What a target says to a GET: tells the outcome once the header is there.
///
/// The rest is read and dropped, within a limit, so that the target sees an orderly end and not a
/// reset.
final class Answer {
    private static final int REST_LIMIT = 1024 * 1024;

    private final HttpCodes healthy;
    private final Outcome outcome;
    private final ResponseHead head = new ResponseHead();
    private int rest;

    Answer(HttpCodes healthy, Outcome outcome) {
        this.healthy = healthy;
        this.outcome = outcome;
    }

    /// Hears some of it. Returns whether to listen on.
    boolean hear(ByteBuf bytes) {
        if (outcome.isTold()) {
            rest += bytes.readableBytes();
            return rest <= REST_LIMIT;
        }
        int code = head.read(bytes);
        switch (code) {
            case ResponseHead.PENDING -> {}
            case ResponseHead.BROKEN -> outcome.tell(new CheckResult.Failed());
            default -> {
                outcome.answered(code);
                outcome.tell(
                        healthy.contain(code)
                                ? new CheckResult.Passed()
                                : new CheckResult.WrongCode(code));
            }
        }
        return code != ResponseHead.BROKEN;
    }
}
