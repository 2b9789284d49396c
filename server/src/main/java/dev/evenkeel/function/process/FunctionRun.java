package dev.evenkeel.function.process;

import dev.evenkeel.function.Functions.Reply;
import dev.evenkeel.function.process.FunctionProcesses.Setup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One call of a function: a process that is told an event, heard, and ended with all it started.
final class FunctionRun {
    private static final Duration LAST_BYTES = Duration.ofMillis(200);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Setup setup;
    private final Process process;
    private final Pipe answer;
    private final Pipe complaint;

    FunctionRun(Setup setup, Process process) {
        this.setup = setup;
        this.process = process;
        this.answer = new Pipe(process.getInputStream(), setup.limits().answerBytes());
        this.complaint = new Pipe(process.getErrorStream(), setup.limits().complaintBytes());
    }

    Reply reply(String event) {
        setup.background().run("function's answer", answer);
        setup.background().run("function's complaint", complaint);
        setup.background().run("function's event", () -> hand(event));
        Duration time = setup.limits().runTime();
        if (!isOverWithin(time, process)) {
            end();
            return new Reply.Failed("it took longer than " + time.toMillis() + " milliseconds");
        }
        if (!answer.isClosedWithin(LAST_BYTES) || !complaint.isClosedWithin(LAST_BYTES)) {
            end(); // Somebody is still there, or its number might be another's by now.
        }
        if (process.exitValue() != 0) {
            return new Reply.Failed(
                    "it ended with status " + process.exitValue() + lastLine(complaint.text()));
        }
        return answer.isOverfull()
                ? new Reply.Failed(
                        "it answered more than " + setup.limits().answerBytes() + " bytes")
                : new Reply.Answered(answer.text());
    }

    /// A function need not read what it is told.
    private void hand(String event) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(event.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // It has ended, or reads no further.
        }
    }

    private static boolean isOverWithin(Duration time, Process process) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends the session, in which the process is the first.
    private void end() {
        String session = Long.toString(process.pid());
        var kill =
                new ProcessBuilder(List.of("/bin/sh", "-c", "kill -KILL \"-$1\"", "kill", session));
        kill.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            boolean _ = isOverWithin(ENDING, setup.starter().start(kill));
        } catch (IOException _) {
            process.destroyForcibly();
        }
    }

    /// Waits for whoever could still write.
    void awaitEnd() {
        answer.awaitClosed();
        complaint.awaitClosed();
    }

    private static String lastLine(String complaint) {
        String line = complaint.strip().lines().reduce((_, last) -> last).orElse("");
        return line.isEmpty() ? "" : ": " + line;
    }
}
