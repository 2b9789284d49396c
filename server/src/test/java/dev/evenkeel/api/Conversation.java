package dev.evenkeel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.http.Dispatcher;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Limits;
import dev.evenkeel.model.Scope;
import dev.evenkeel.scenario.Scenario;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays a file of form requests and the whole XML each must be answered with, one conversation in
/// one world.
///
/// Ids are random, so they are written `{1}`, `{2}`, ... in the order they first appear in answers.
/// Lines that begin with `@` come before a request and say what happened first: see
/// [ScenarioEvents].
public final class Conversation {
    private static final Scope HOME = dev.evenkeel.api.Scenario.HOME;
    private static final Pattern ID =
            Pattern.compile(
                    "(?<=<nextToken>)[^<]+"
                            + "|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
                            + "|[0-9a-f]{16,17}|(?<=-)\\d{10}(?=\\.)");

    private final MemoryBackend backend = new MemoryBackend();
    private final Dispatcher dispatcher;
    private final String service;
    private final String version;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();

    /// @param operations of one service, signed as `elasticloadbalancing` or the like
    public Conversation(Operations operations) {
        service = operations.service().signingName();
        version = operations.service().version();
        var directory = new Directory(List.of(operations), Limits.DEFAULT);
        dispatcher =
                new Dispatcher(
                        directory,
                        Authenticator.none(HOME.account()),
                        backend,
                        new FixedClock(Instant.parse("2026-01-31T12:00:00Z")),
                        new Random(1));
    }

    public void play(Scenario scenario) {
        assertThat(answer(scenario.input())).as(scenario.title()).isEqualTo(scenario.expected());
    }

    /// The lines of the answer: the status, then one line for each tag or value.
    public List<String> answer(List<String> input) {
        var form = new StringBuilder("Version=" + version);
        for (String line : input) {
            if (line.startsWith("@")) {
                happen(List.of(filled(line.substring(1)).split(" ")));
            } else {
                int equals = line.indexOf('=');
                form.append('&').append(line, 0, equals + 1).append(encoded(line, equals + 1));
            }
        }
        ApiAnswer answer = dispatcher.answer(request(form.toString()));
        var lines = new ArrayList<>(List.of(Integer.toString(answer.status())));
        lines.addAll(tags(answer.body().text()));
        return lines;
    }

    private void happen(List<String> words) {
        var scenarioTime = Instant.parse("2026-01-31T12:00:00Z");
        backend.<String>commit(moment ->
                        new Decision<>(
                                ScenarioEvents.changes(moment.world(), scenarioTime, words), ""))
                .join();
    }

    private String encoded(String line, int from) {
        return URLEncoder.encode(filled(line.substring(from)), StandardCharsets.UTF_8);
    }

    private String filled(String text) {
        return Pattern.compile("\\{\\d+}")
                .matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(ids.getOrDefault(m.group(), m.group())));
    }

    private ApiRequest request(String form) {
        String scope = "AKID/20260131/" + HOME.region() + "/" + service + "/aws4_request";
        String authorization =
                "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0";
        return new ApiRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "content-type",
                        List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "authorization",
                        List.of(authorization)),
                Body.of(form));
    }

    private List<String> tags(String xml) {
        String metadata =
                "<ResponseMetadata>.*</ResponseMetadata>|<[Rr]equestI[dD]>.*</[Rr]equestI[dD]>";
        String lines =
                named(xml.replaceAll(metadata, ""))
                        .replaceAll("(</?[A-Za-z]+[^<>]*>)(?=<)", "$1\n");
        return lines.lines().filter(line -> !line.startsWith("<?xml")).toList();
    }

    private String named(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.replaceAll(m -> {
            String name = names.computeIfAbsent(m.group(), _ -> "{" + (names.size() + 1) + "}");
            ids.put(name, m.group());
            return Matcher.quoteReplacement(name);
        });
    }
}
