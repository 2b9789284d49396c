package dev.evenkeel.explain;

import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Consideration.Standing;
import dev.evenkeel.model.InstanceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What told instances apart, one thing after the other, for programs and for people: `>` stands
/// before those that were left.
final class Considerations {
    private Considerations() {}

    static List<Map<String, Object>> facts(List<Consideration> all) {
        return all.stream().map(Considerations::facts).toList();
    }

    private static Map<String, Object> facts(Consideration consideration) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("criterion", consideration.criterion());
        var standing = new LinkedHashMap<String, Object>();
        consideration.standings().forEach(s -> standing.put(s.instance().value(), s.shown()));
        facts.put("standing", standing);
        facts.put("left", consideration.left().stream().map(InstanceId::value).toList());
        if (consideration.untold() > 0) {
            facts.put("untold", consideration.untold());
        }
        return facts;
    }

    static List<String> lines(List<Consideration> all) {
        var lines = new ArrayList<String>();
        for (Consideration consideration : all) {
            lines.add("  " + consideration.criterion() + ":");
            for (Standing standing : consideration.standings()) {
                String mark = standing.isLeft() ? "> " : "  ";
                lines.add("    " + mark + standing.instance() + "  " + standing.shown());
            }
            if (consideration.untold() > 0) {
                lines.add("      and " + consideration.untold() + " more");
            }
        }
        return lines;
    }
}
