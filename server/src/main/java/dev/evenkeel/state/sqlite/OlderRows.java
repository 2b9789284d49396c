package dev.evenkeel.state.sqlite;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.ListenerRule;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What rows written by older versions lack, and what its absence means.
final class OlderRows {
    private static final String NO_RULES =
            """
            {"maxLifetime":null,"maintenance":null,"deletionProtection":"NONE",
             "balancedOnly":false,"retainsAbandoned":false,"metrics":[],
             "capacityRebalance":false}\
            """;

    private static final String NO_IMPAIRMENT = "{\"shiftable\":false,\"sparesUnhealthy\":false}";
    private static final String NO_OPTIONS =
            "{\"hibernation\":null,\"tokenRequired\":null,\"spot\":null}";

    /// A member that came later: in which object of the row (empty for the row itself), or in each
    /// of which list, its name, and the JSON it had been all along.
    private record Added(String object, String name, String value) {}

    private static final Map<String, List<Added>> ADDED =
            Map.of(
                    ListenerRule.class.getSimpleName(),
                    List.of(new Added("", "transforms", "[]")),
                    ClassicLoadBalancer.class.getSimpleName(),
                    List.of(
                            new Added("", "policies", "[]"),
                            new Added("/listeners", "policies", "[]")),
                    Alarm.class.getSimpleName(),
                    List.of(
                            new Added("/watch", "is", "\"metric\""),
                            new Added("/rule", "ignoresFewSamples", "false")),
                    Activity.class.getSimpleName(),
                    List.of(new Added("", "choice", "[]")),
                    Instance.class.getSimpleName(),
                    List.of(
                            new Added("/settings", "options", NO_OPTIONS),
                            new Added("/membership", "weight", "1")),
                    LaunchConfiguration.class.getSimpleName(),
                    List.of(new Added("/settings", "options", NO_OPTIONS)),
                    LaunchTemplateVersion.class.getSimpleName(),
                    List.of(
                            new Added("/settings", "options", NO_OPTIONS),
                            new Added("", "otherTags", "{}")),
                    LaunchTemplate.class.getSimpleName(),
                    List.of(new Added("", "versionsMade", "0")),
                    AutoScalingGroup.class.getSimpleName(),
                    List.of(
                            new Added("", "rules", NO_RULES),
                            new Added("/rules", "impairment", NO_IMPAIRMENT),
                            new Added("/rules", "capacityRebalance", "false")));

    private static final JsonMapper JSON = JsonMapper.shared();

    private OlderRows() {}

    static JsonNode completed(String kind, JsonNode row) {
        for (Added added : ADDED.getOrDefault(kind, List.of())) {
            JsonNode place = row.at(added.object());
            if (place.isArray()) {
                place.forEach(each -> complete(each, added));
            } else {
                complete(place, added);
            }
        }
        return row;
    }

    private static void complete(JsonNode place, Added added) {
        if (place instanceof ObjectNode object && !object.has(added.name())) {
            object.set(added.name(), JSON.readTree(added.value()));
        }
    }
}
