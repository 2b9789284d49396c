package dev.evenkeel.state.sqlite;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Resources as JSON text and back. The model itself knows nothing of it.
final class ResourceJson {
    private static final Map<String, Class<?>> KINDS =
            Arrays.stream(Resource.class.getPermittedSubclasses())
                    .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .changeDefaultVisibility(visible ->
                            visible.withGetterVisibility(Visibility.NONE)
                                    .withIsGetterVisibility(Visibility.NONE)
                                    .withFieldVisibility(Visibility.ANY))
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addMixIn(Action.class, TypeNames.Actions.class)
                    .addMixIn(Condition.class, TypeNames.Conditions.class)
                    .addMixIn(ClassicPolicy.class, TypeNames.ClassicPolicies.class)
                    .addMixIn(LaunchSource.class, TypeNames.LaunchSources.class)
                    .addMixIn(ScalingPolicy.Method.class, TypeNames.Methods.class)
                    .addMixIn(ScalingPolicy.TrackedMetric.class, TypeNames.TrackedMetrics.class)
                    .addMixIn(Alarm.Watch.class, TypeNames.Watches.class)
                    .addMixIn(MetricQuery.Source.class, TypeNames.QuerySources.class)
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Arn.class, ToStringSerializer.instance)
                                    .addSerializer(InstanceId.class, ToStringSerializer.instance)
                                    .addDeserializer(Arn.class, new Text<>(Arn.class, Arn::new))
                                    .addDeserializer(
                                            InstanceId.class,
                                            new Text<>(InstanceId.class, InstanceId::new)))
                    .build();

    private ResourceJson() {}

    static String write(Resource resource) {
        return MAPPER.writeValueAsString(resource);
    }

    /// Empty if this version knows no such kind of resource.
    static Optional<Resource> read(String kind, String json) {
        return Optional.ofNullable(KINDS.get(kind))
                .map(type ->
                        (Resource)
                                MAPPER.treeToValue(
                                        OlderRows.completed(kind, MAPPER.readTree(json)), type));
    }

    /// Reads a type that is one string.
    private static final class Text<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        private Text(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parse.apply(parser.getValueAsString(""));
        }
    }
}
