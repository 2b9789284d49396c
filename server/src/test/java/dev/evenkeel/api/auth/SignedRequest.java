package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A request from a scenario file: `# name`, method, path, query, headers, an empty line, the body
/// in hex.
record SignedRequest(String name, ApiRequest request) {

    static Stream<SignedRequest> read(String file) {
        try (InputStream in =
                Objects.requireNonNull(SignedRequest.class.getResourceAsStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("\n----\n")).map(SignedRequest::parse);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static SignedRequest parse(String text) {
        List<String> lines = text.lines().toList();
        Map<String, List<String>> headers = new TreeMap<>();
        int at = 4;
        while (!lines.get(at).isEmpty()) {
            String[] header = lines.get(at).split(": ", 2);
            headers.put(header[0], List.of(header[1]));
            at++;
        }
        String hex = at + 1 < lines.size() ? lines.get(at + 1) : "";
        Body body = Body.of(HexFormat.of().parseHex(hex));
        ApiRequest request =
                new ApiRequest(lines.get(1), lines.get(2), lines.get(3), headers, body);
        return new SignedRequest(lines.get(0).substring(2), request);
    }

    @Override
    public String toString() {
        return name;
    }
}
