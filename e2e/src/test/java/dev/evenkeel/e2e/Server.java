package dev.evenkeel.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server as a user runs it: `./evenkeel serve` in a process of its own, on free ports and a
/// directory of the test's.
final class Server implements AutoCloseable {
    static final String ACCESS_KEY = "ENDTOEND";
    static final String SECRET = "a-secret-of-the-tests";
    private static final Path LAUNCHER = Path.of("..", "evenkeel").toAbsolutePath().normalize();
    private static final String READY = "evenkeel ready: ";
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final List<String> said;
    private final URI endpoint;

    private Server(Process process, List<String> said, URI endpoint) {
        this.process = process;
        this.said = said;
        this.endpoint = endpoint;
    }

    /// Starts a server and waits until it says that it answers.
    static Server start(Path data, String... flags) throws IOException {
        Process process = launch(data, flags);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                return new Server(
                        process, said, URI.create(line.substring(READY.length()).strip()));
            }
        }
        throw new AssertionError("the server ended before it was ready: " + said);
    }

    /// Runs a server that is expected to refuse; its words, standard error included.
    static String refusal(Path data, String... flags) throws IOException {
        Process process = launch(data, flags);
        String said = read(process);
        if (status(process) == 0) {
            throw new AssertionError("the server did not refuse to start: " + said);
        }
        return said;
    }

    private static Process launch(Path data, String... flags) throws IOException {
        List<String> serve =
                new ArrayList<>(
                        List.of(
                                "serve",
                                "--data=" + data,
                                "--listen=127.0.0.1:0",
                                "--dns=127.0.0.1:0",
                                "--access-key=" + ACCESS_KEY + ":" + SECRET));
        serve.addAll(List.of(flags));
        return launcher(serve).start();
    }

    /// Runs the launcher with one command; what it wrote, standard error included.
    static String run(String... command) throws IOException {
        return read(launcher(List.of(command)).start());
    }

    private static ProcessBuilder launcher(List<String> command) {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
        line.addAll(command);
        return new ProcessBuilder(line).directory(Path.of("/").toFile()).redirectErrorStream(true);
    }

    private static String read(Process process) throws IOException {
        try (var out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[4096];
            for (int count = out.read(buffer); count >= 0; count = out.read(buffer)) {
                text.append(buffer, 0, count);
            }
            return text.toString();
        }
    }

    URI endpoint() {
        return endpoint;
    }

    List<String> said() {
        return List.copyOf(said);
    }

    /// SIGKILL: the server gets no chance to tidy up.
    void kill() {
        process.destroyForcibly();
        status(process);
    }

    /// SIGTERM, and the status it ended with.
    int terminate() {
        process.destroy();
        return status(process);
    }

    private static int status(Process process) {
        return process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
