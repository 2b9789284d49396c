package dev.evenkeel.function.process;

import dev.evenkeel.function.Functions;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.sys.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Runs the executable that is named as the function is: the event on its standard input, the
/// answer on its standard output. Each call is a process and a session of its own; it has its place
/// among those that run at the same time until nothing of it is left.
public final class FunctionProcesses implements Functions {
    private final Path directory;
    private final Setup setup;
    private final Semaphore places;

    /// What is needed to run one. `environment` is added to what the server itself was given. Each
    /// thread of `background` must be one of the platform's: reading a pipe would hold up others.
    public record Setup(
            Starter starter,
            Background background,
            Map<String, String> environment,
            Limits limits) {
        public Setup {
            environment = Map.copyOf(environment);
        }
    }

    /// Starts a process while nobody writes a file that is to be executed.
    public interface Starter {
        Process start(ProcessBuilder builder) throws IOException;
    }

    public FunctionProcesses(Path directory, Setup setup) {
        this.directory = directory;
        this.setup = setup;
        this.places = new Semaphore(setup.limits().atOnce());
    }

    @Override
    public void invoke(FunctionArn function, String event, Consumer<Reply> whenDone) {
        if (!places.tryAcquire()) {
            whenDone.accept(
                    new Reply.Failed(
                            setup.limits().atOnce() + " functions run already, and no more may"));
            return;
        }
        setup.background()
                .run(
                        "function " + function.name(),
                        () -> {
                            try {
                                perform(function, event, whenDone);
                            } finally {
                                places.release();
                            }
                        });
    }

    /// Returns when nothing of the call is left.
    private void perform(FunctionArn function, String event, Consumer<Reply> whenDone) {
        Path file = directory.resolve(function.name());
        if (!Files.isRegularFile(file)) {
            whenDone.accept(new Reply.Failed("there is no file " + file));
        } else if (!Files.isExecutable(file)) {
            whenDone.accept(new Reply.Failed(file + " is not executable"));
        } else {
            perform(builder(file, function), event, whenDone);
        }
    }

    private void perform(ProcessBuilder builder, String event, Consumer<Reply> whenDone) {
        try {
            var run = new FunctionRun(setup, setup.starter().start(builder));
            whenDone.accept(run.reply(event));
            run.awaitEnd();
        } catch (IOException e) {
            whenDone.accept(new Reply.Failed("it does not start: " + e.getMessage()));
        }
    }

    private ProcessBuilder builder(Path file, FunctionArn function) {
        var builder = new ProcessBuilder("setsid", file.toString()).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.putAll(setup.environment());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_REGION", function.scope().region());
        environment.put("AWS_DEFAULT_REGION", function.scope().region());
        return builder;
    }
}
