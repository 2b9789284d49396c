package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A certificate for `localhost` with its ECDSA key, made for one run; `both` has the two in one
/// file.
record Certificate(Path chain, Path key, Path both) {
    String chainText() {
        return text(chain);
    }

    String keyText() {
        return text(key);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Certificate make(Bench bench) {
        Path chain = bench.directory().resolve("tls.crt");
        Path key = bench.directory().resolve("tls.key");
        Program.run(
                Bench.LOAD_CORE,
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-nodes",
                        "-days",
                        "30",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        chain.toString()));
        return new Certificate(chain, key, bench.write("tls.pem", text(chain) + text(key)));
    }
}
