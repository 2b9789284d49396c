package dev.evenkeel.decide.group;

import dev.evenkeel.model.InstanceId;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a function answered to a group's question, for the one round that follows: the members may
/// have changed since it was asked.
public sealed interface Advice {
    TerminationQuestion question();

    /// Who is ready to go, in its opinion; perhaps nobody.
    record Ready(TerminationQuestion question, Set<InstanceId> instances) implements Advice {
        public Ready {
            instances = Set.copyOf(instances);
        }
    }

    /// It gave no answer; `why` is the end of a sentence.
    record Failed(TerminationQuestion question, String why) implements Advice {}

    /// Reads `{"InstanceIDs": ["i-...", ...]}`. What is no instance's id there is nobody's.
    static Advice read(TerminationQuestion question, String payload) {
        try {
            JsonNode named = JsonMapper.shared().readTree(payload).path("InstanceIDs");
            if (!named.isArray()) {
                return new Failed(question, "it answered no list of InstanceIDs");
            }
            var ids = new LinkedHashSet<InstanceId>();
            named.valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .filter(InstanceId::isInstanceId)
                    .forEach(id -> ids.add(new InstanceId(id)));
            return new Ready(question, ids);
        } catch (JacksonException _) {
            return new Failed(question, "its answer is not JSON");
        }
    }
}
