package dev.evenkeel.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.function.Functions.Reply;
import dev.evenkeel.function.process.FunctionProcesses.Setup;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.sys.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions as real scripts.
class FunctionProcessesTest {
    private static final Limits LIMITS = new Limits(2, Duration.ofSeconds(20), 64, 64);

    @TempDir private Path directory;

    private FunctionArn function(String name, String script) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return arn(name);
    }

    private static FunctionArn arn(String name) {
        return new FunctionArn("arn:aws:lambda:eu-west-1:000000000000:function:" + name);
    }

    private FunctionProcesses functions(Limits limits) {
        return new FunctionProcesses(
                directory,
                new Setup(
                        ProcessBuilder::start,
                        Background.platformThreads(),
                        Map.of("GREETING", "hello"),
                        limits));
    }

    private static CompletableFuture<Reply> ask(
            FunctionProcesses functions, FunctionArn function, String event) {
        var reply = new CompletableFuture<Reply>();
        functions.invoke(function, event, reply::complete);
        return reply;
    }

    private Reply reply(FunctionArn function) {
        return ask(functions(LIMITS), function, "{}").join();
    }

    @Test
    void getsTheEventAndIsHeard() throws IOException {
        FunctionArn echo = function("echo", "cat");
        assertThat(ask(functions(LIMITS), echo, "{\"a\": \"ü\"}").join())
                .isEqualTo(new Reply.Answered("{\"a\": \"ü\"}"));
    }

    @Test
    void knowsItsNameItsRegionAndWhatTheServerTellsIt() throws IOException {
        FunctionArn told =
                function(
                        "told",
                        "echo $AWS_LAMBDA_FUNCTION_NAME $AWS_REGION $GREETING $(basename $PWD)");
        assertThat(reply(told))
                .isEqualTo(
                        new Reply.Answered(
                                "told eu-west-1 hello " + directory.getFileName() + "\n"));
    }

    @Test
    void aVersionIsAFileOfItsOwn() throws IOException {
        assertThat(reply(function("choose:2", "echo two"))).isEqualTo(new Reply.Answered("two\n"));
        assertThat(reply(arn("choose")))
                .isEqualTo(new Reply.Failed("there is no file " + directory.resolve("choose")));
    }

    @Test
    void aFileThatMayNotBeExecutedIsNoFunction() throws IOException {
        Files.writeString(directory.resolve("notes"), "to do");
        assertThat(reply(arn("notes")))
                .isEqualTo(new Reply.Failed(directory.resolve("notes") + " is not executable"));
    }

    @Test
    void itsFailureIsToldWithTheLastThingItSaid() throws IOException {
        assertThat(reply(function("sick", "echo first >&2; echo 'no idea' >&2; exit 3")))
                .isEqualTo(new Reply.Failed("it ended with status 3: no idea"));
        assertThat(reply(function("mute", "exit 1")))
                .isEqualTo(new Reply.Failed("it ended with status 1"));
        assertThat(reply(function("lost", "exec /nowhere/to/be/found")))
                .isInstanceOf(Reply.Failed.class);
    }

    @Test
    void itNeedNotReadItsEvent() throws IOException {
        FunctionArn deaf = function("deaf", "echo {}");
        String long_ = "x".repeat(1 << 20);
        assertThat(ask(functions(LIMITS), deaf, long_).join())
                .isEqualTo(new Reply.Answered("{}\n"));
    }

    @Test
    void anEndlessAnswerIsNotKept() throws IOException {
        assertThat(reply(function("loud", "head -c 100000 /dev/zero")))
                .isEqualTo(new Reply.Failed("it answered more than 64 bytes"));
        assertThat(reply(function("exact", "head -c 64 /dev/zero | tr '\\0' x")))
                .isEqualTo(new Reply.Answered("x".repeat(64)));
    }

    @Test
    void whoTakesTooLongIsEndedWithAllItStarted() throws IOException {
        FunctionArn slow = function("slow", "sleep 1000 & echo $! > child; sleep 1000");
        var hurried = new Limits(2, Duration.ofSeconds(1), 64, 64);
        assertThat(ask(functions(hurried), slow, "{}").join())
                .isEqualTo(new Reply.Failed("it took longer than 1000 milliseconds"));
        assertGone(directory.resolve("child"));
    }

    @Test
    void nothingOfItIsLeftRunningWhenItHasAnswered() throws IOException {
        FunctionArn parent = function("parent", "sleep 1000 & echo $! > child; echo done");
        assertThat(reply(parent)).isEqualTo(new Reply.Answered("done\n"));
        assertGone(directory.resolve("child"));
    }

    private static void assertGone(Path noted) throws IOException {
        long child = Long.parseLong(Files.readString(noted).strip());
        ProcessHandle.of(child)
                .ifPresent(left -> left.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void onlySoManyRunAtOnce() throws IOException {
        FunctionArn waits = function("waits", "read line; echo $line");
        Files.writeString(directory.resolve("gate"), "");
        FunctionArn gated = function("gated", "while [ -e gate ]; do sleep 0.01; done; echo open");
        FunctionProcesses functions = functions(LIMITS);
        var running = new ArrayList<CompletableFuture<Reply>>();
        running.add(ask(functions, gated, "{}"));
        running.add(ask(functions, gated, "{}"));

        assertThat(ask(functions, waits, "{}").join())
                .isEqualTo(new Reply.Failed("2 functions run already, and no more may"));

        Files.delete(directory.resolve("gate"));
        assertThat(running.stream().map(CompletableFuture::join).toList())
                .containsExactly(new Reply.Answered("open\n"), new Reply.Answered("open\n"));
        Reply next = ask(functions, waits, "now\n").join();
        while (next instanceof Reply.Failed) { // Their places are given back a moment later.
            next = ask(functions, waits, "now\n").join();
        }
        assertThat(next).isEqualTo(new Reply.Answered("now\n"));
    }
}
