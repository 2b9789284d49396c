package dev.evenkeel.explain;

import java.util.List;
import java.util.Map;

/// The answer to "why?": as facts for programs, which become JSON, and as lines for people.
public record Explanation(Map<String, Object> facts, List<String> lines) {
    public Explanation {
        lines = List.copyOf(lines);
    }
}
