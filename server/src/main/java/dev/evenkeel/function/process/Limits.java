package dev.evenkeel.function.process;

import java.time.Duration;

/// How much functions may take.
///
/// @param atOnce how many run at the same time
/// @param runTime after which one is ended; Auto Scaling's two seconds
/// @param answerBytes what one may write to its standard output
/// @param complaintBytes what is kept of the end of its standard error
public record Limits(int atOnce, Duration runTime, int answerBytes, int complaintBytes) {
    public static final Limits DEFAULTS = new Limits(8, Duration.ofSeconds(2), 1 << 20, 4096);
}
