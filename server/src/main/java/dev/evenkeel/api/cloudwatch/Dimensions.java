package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.Dimension;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Metrics as the API names them, and as the model does.
final class Dimensions {
    private Dimensions() {}

    static MetricId metric(
            @Nullable String namespace, @Nullable String name, @Nullable List<Dimension> given) {
        return new MetricId(requireNonNull(namespace), requireNonNull(name), named(given));
    }

    static SortedMap<String, String> named(@Nullable List<Dimension> given) {
        var dimensions = new TreeMap<String, String>();
        for (Dimension dimension : given == null ? List.<Dimension>of() : given) {
            String name = requireNonNull(dimension.name());
            if (dimensions.put(name, requireNonNull(dimension.value())) != null) {
                throw new ApiFault(
                        CloudWatchErrors.INVALID_PARAMETER_VALUE,
                        "The dimension " + name + " is given more than once.");
            }
        }
        return dimensions;
    }

    static List<Dimension> of(MetricId metric) {
        return metric.dimensions().entrySet().stream()
                .map(d -> Dimension.builder().name(d.getKey()).value(d.getValue()).build())
                .toList();
    }
}
