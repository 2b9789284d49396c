package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Service;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which operation of a REST service a method and a URI stand for.
final class RestRoutes {
    private final List<Entry> entries;
    private final Limits limits;

    RestRoutes(Service service, Limits limits) {
        this.limits = limits;
        this.entries =
                service.operations().stream()
                        .map(RestRoutes::entry)
                        .sorted(Comparator.comparing(Entry::template, UriTemplate.EXACT_FIRST))
                        .toList();
    }

    private record Entry(String operation, String method, UriTemplate template) {}

    /// The operation's name, and what its labels stand for.
    record Match(String operation, Map<String, String> labels) {
        static final Match NONE = new Match("", Map.of());
    }

    private static Entry entry(Operation<?, ?> operation) {
        return new Entry(
                operation.name(),
                operation.http().method(),
                UriTemplate.parse(operation.http().uri()));
    }

    /// @throws dev.evenkeel.api.ApiFault when the URI is not well encoded
    Optional<Match> find(ApiRequest request) {
        List<String> path = UriTemplate.split(request.path());
        Map<String, List<String>> query = QueryString.parse(request.query(), limits);
        for (Entry entry : entries) {
            Optional<Map<String, String>> labels =
                    entry.method().equals(request.method())
                            ? entry.template().match(path, query)
                            : Optional.empty();
            if (labels.isPresent()) {
                return Optional.of(new Match(entry.operation(), labels.get()));
            }
        }
        return Optional.empty();
    }
}
