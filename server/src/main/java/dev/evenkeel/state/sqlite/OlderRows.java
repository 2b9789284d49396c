package dev.evenkeel.state.sqlite;

import dev.evenkeel.model.ListenerRule;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What rows written by older versions lack, and what its absence means.
final class OlderRows {
    /// By kind: members that came later, all of them lists that were empty before.
    private static final Map<String, String> EMPTY_LISTS =
            Map.of(ListenerRule.class.getSimpleName(), "transforms");

    private OlderRows() {}

    static JsonNode completed(String kind, JsonNode row) {
        String added = EMPTY_LISTS.get(kind);
        if (added != null && row instanceof ObjectNode object && !object.has(added)) {
            object.putArray(added);
        }
        return row;
    }
}
