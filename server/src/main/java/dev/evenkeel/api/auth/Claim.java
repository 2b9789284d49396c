package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request says about its signature, in the `Authorization` header or in a presigned query.
///
/// @param timestamp as it was sent, `20260131T235959Z`
/// @param validity how long a presigned query lives; empty for a header
record Claim(
        CredentialScope scope,
        String timestamp,
        List<String> signedHeaders,
        String signature,
        Optional<Duration> validity) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX");
    private static final long LONGEST_VALIDITY_SECONDS = 604_800;

    static Claim of(ApiRequest request) {
        if (request.header("authorization").isPresent()) {
            return ofHeader(request, request.header("authorization").get());
        }
        Map<String, String> query = queryParameters(request);
        if (query.containsKey("X-Amz-Signature") || query.containsKey("X-Amz-Credential")) {
            return ofQuery(query);
        }
        throw AuthFaults.missing();
    }

    /// The credential, wherever it is.
    static Optional<String> credential(ApiRequest request) {
        Optional<String> header = request.header("authorization");
        return header.isPresent()
                ? Optional.ofNullable(headerParameters(header.get()).get("Credential"))
                : Optional.ofNullable(queryParameters(request).get("X-Amz-Credential"));
    }

    Instant at() {
        try {
            return TIMESTAMP.parse(timestamp, Instant::from);
        } catch (DateTimeException wrong) {
            throw AuthFaults.incomplete(
                    "Date must be in ISO-8601 'basic format'. Got '"
                            + timestamp
                            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    private static Claim ofHeader(ApiRequest request, String authorization) {
        if (!authorization.startsWith(ALGORITHM + " ")) {
            throw AuthFaults.incomplete(
                    "Unsupported AWS 'algorithm': '" + firstWord(authorization) + "'.");
        }
        Map<String, String> parameters = headerParameters(authorization);
        List<String> wanting = new ArrayList<>();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parameters.getOrDefault(name, "").isEmpty()) {
                wanting.add("Authorization header requires '" + name + "' parameter.");
            }
        }
        Optional<String> timestamp = request.header("x-amz-date");
        if (timestamp.isEmpty()) {
            wanting.add(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!wanting.isEmpty()) {
            throw AuthFaults.incomplete(
                    String.join(" ", wanting) + " Authorization=" + firstWord(authorization));
        }
        return new Claim(
                scope(parameters.getOrDefault("Credential", "")),
                timestamp.orElse(""),
                headerNames(parameters.getOrDefault("SignedHeaders", "")),
                parameters.getOrDefault("Signature", ""),
                Optional.empty());
    }

    private static Claim ofQuery(Map<String, String> query) {
        for (String name :
                List.of(
                        "Algorithm",
                        "Credential",
                        "Date",
                        "Expires",
                        "SignedHeaders",
                        "Signature")) {
            if (query.getOrDefault("X-Amz-" + name, "").isEmpty()) {
                throw AuthFaults.incomplete(
                        "AWS query-string parameters must include 'X-Amz-" + name + "'.");
            }
        }
        if (!ALGORITHM.equals(query.get("X-Amz-Algorithm"))) {
            throw AuthFaults.incomplete(
                    "Unsupported AWS 'algorithm': '" + query.get("X-Amz-Algorithm") + "'.");
        }
        return new Claim(
                scope(query.getOrDefault("X-Amz-Credential", "")),
                query.getOrDefault("X-Amz-Date", ""),
                headerNames(query.getOrDefault("X-Amz-SignedHeaders", "")),
                query.getOrDefault("X-Amz-Signature", ""),
                Optional.of(validity(query.getOrDefault("X-Amz-Expires", ""))));
    }

    private static Duration validity(String expires) {
        long seconds = expires.matches("\\d{1,6}") ? Long.parseLong(expires) : 0;
        if (seconds < 1 || seconds > LONGEST_VALIDITY_SECONDS) {
            throw AuthFaults.incomplete("X-Amz-Expires must be between 1 and 604800 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static CredentialScope scope(String credential) {
        return CredentialScope.parse(credential)
                .orElseThrow(() ->
                        AuthFaults.incomplete(
                                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term,"
                                        + " got '"
                                        + credential
                                        + "'"));
    }

    private static List<String> headerNames(String signedHeaders) {
        return List.of(signedHeaders.toLowerCase(Locale.ROOT).split(";"));
    }

    private static String firstWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }

    /// `AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...`
    private static Map<String, String> headerParameters(String authorization) {
        Map<String, String> parameters = new HashMap<>();
        int space = authorization.indexOf(' ');
        for (String part : authorization.substring(space + 1).split(",")) {
            String[] halves = part.strip().split("=", 2);
            if (halves.length == 2) {
                parameters.put(halves[0], halves[1]);
            }
        }
        return parameters;
    }

    private static Map<String, String> queryParameters(ApiRequest request) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : request.query().split("&")) {
            String[] halves = pair.split("=", 2);
            if (halves.length == 2 && halves[0].startsWith("X-Amz-")) {
                parameters.put(halves[0], decoded(halves[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
