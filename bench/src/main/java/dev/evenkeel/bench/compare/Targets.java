package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;

/// The targets: one nginx on the core of the load, which answers on four ports, small on `/` and
/// ten megabytes on `/big`.
final class Targets implements AutoCloseable {
    private static final int BIG = 10 * 1024 * 1024;

    private final Program program;

    private Targets(Program program) {
        this.program = program;
    }

    static Targets start(Bench bench) {
        try {
            Files.write(bench.directory().resolve("big"), new byte[BIG]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var configuration = bench.write("targets.conf", configuration(bench));
        var program =
                Program.start(
                        Bench.LOAD_CORE,
                        bench.log("targets"),
                        List.of(
                                "nginx",
                                "-p",
                                bench.directory().toString(),
                                "-c",
                                configuration.toString()));
        Bench.await(program, Bench.LOOPBACK, Bench.TARGET_PORTS.getLast());
        return new Targets(program);
    }

    private static String configuration(Bench bench) {
        String listens =
                Bench.TARGET_PORTS.stream()
                        .map(port -> "    listen 127.0.0.1:" + port + " backlog=4096;")
                        .collect(Collectors.joining("\n"));
        return """
        daemon off;
        master_process off;
        worker_processes 1;
        pid DIRECTORY/targets.pid;
        error_log DIRECTORY/targets.err;
        events { worker_connections 16000; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          keepalive_timeout 1h;
          sendfile on;
          server {
        LISTENS
            root DIRECTORY;
            location = / { default_type text/plain; return 200 "hello\\n"; }
            location = /big { default_type application/octet-stream; }
            location / { default_type text/plain; return 200 "hello\\n"; }
          }
        }
        """
                .replace("DIRECTORY", bench.directory().toString())
                .replace("LISTENS", listens);
    }

    @Override
    public void close() {
        program.close();
    }
}
