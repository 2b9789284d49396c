package dev.evenkeel.api.ec2;

import dev.evenkeel.model.Tags;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.Filter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a kind of resource can be filtered by. All filters of a request must match, each by one of
/// its values.
final class Filters<R> {
    private static final String TAG = "tag:";

    private final Map<String, Function<R, Stream<String>>> named = new HashMap<>();
    private Function<R, Tags> tags = resource -> Tags.NONE;

    Filters<R> by(String name, Function<R, String> value) {
        return byEach(name, value.andThen(Stream::of));
    }

    Filters<R> byEach(String name, Function<R, Stream<String>> values) {
        named.put(name, values);
        return this;
    }

    Filters<R> byFlag(String name, Predicate<R> flag) {
        return by(name, resource -> Boolean.toString(flag.test(resource)));
    }

    /// Adds `tag:KEY`, `tag-key` and `tag-value`.
    Filters<R> byTags(Function<R, Tags> tagsOf) {
        tags = tagsOf;
        byEach("tag-key", resource -> tagsOf.apply(resource).values().keySet().stream());
        byEach("tag-value", resource -> tagsOf.apply(resource).values().values().stream());
        return this;
    }

    /// @throws dev.evenkeel.api.ApiFault for a filter that does not exist
    Predicate<R> matching(@Nullable List<Filter> filters) {
        Predicate<R> all = resource -> true;
        for (Filter filter : Present.orEmpty(filters)) {
            all = all.and(matching(filter));
        }
        return all;
    }

    private Predicate<R> matching(Filter filter) {
        List<Wildcard> wanted =
                Present.orEmpty(filter.values()).stream().map(Wildcard::new).toList();
        Function<R, Stream<String>> values = valuesOf(filter.name());
        return resource ->
                values.apply(resource)
                        .anyMatch(value -> wanted.stream().anyMatch(w -> w.matches(value)));
    }

    private Function<R, Stream<String>> valuesOf(@Nullable String name) {
        if (name == null) {
            throw Ec2Faults.missing("Filter.Name");
        }
        if (name.startsWith(TAG)) {
            String key = name.substring(TAG.length());
            return resource -> Stream.ofNullable(tags.apply(resource).values().get(key));
        }
        var values = named.get(name);
        if (values == null) {
            throw Ec2Faults.invalid("The filter '" + name + "' is invalid");
        }
        return values;
    }
}
