package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.Constraints;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks an input against its model: what is required, lengths, ranges, patterns, allowed values.
/// All that is wrong is told at once, in AWS's words.
public final class Validation {
    private final Patterns patterns = new Patterns();

    /// The fault of an input, if any.
    public Optional<ApiFault> check(Structure<?> structure, Object input) {
        Findings findings = new Findings(false);
        findings.structure(structure, input, "");
        return findings.all.isEmpty()
                ? Optional.empty()
                : Optional.of(ApiFault.validation(findings.message()));
    }

    /// EC2's check: only what is missing, and only the first of it.
    public Optional<ApiFault> checkPresence(Structure<?> structure, Object input) {
        Findings findings = new Findings(true);
        findings.structure(structure, input, "");
        return findings.missing.stream()
                .findFirst()
                .map(name ->
                        new ApiFault(
                                "MissingParameter",
                                "The request must contain the parameter " + name));
    }

    /// What is wrong with one input, in the order of the model.
    private final class Findings {
        private final boolean presenceOnly;
        private final List<String> all = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        Findings(boolean presenceOnly) {
            this.presenceOnly = presenceOnly;
        }

        String message() {
            String count =
                    all.size() == 1 ? "1 validation error" : all.size() + " validation errors";
            return count + " detected: " + String.join("; ", all);
        }

        void structure(Structure<?> structure, Object instance, String path) {
            for (Member member : structure.members()) {
                Object value = member.get().apply(instance);
                String at = path + lowerCamel(member.name());
                if (value != null) {
                    value(member.shape(), value, at);
                } else if (member.required()) {
                    missing.add(member.requestName());
                    add(null, at, "Member must not be null");
                }
            }
        }

        private void value(Shape shape, Object value, String path) {
            switch (shape) {
                case Shape.Reference reference ->
                        structure(reference.target().get(), value, path + ".");
                case Structure<?> structure -> structure(structure, value, path + ".");
                case ListOf list -> list(list, (List<?>) value, path);
                case MapOf map -> map(map, (Map<?, ?>) value, path);
                case Scalar scalar -> scalar(scalar, value, path);
            }
        }

        private void list(ListOf list, List<?> elements, String path) {
            length(list.constraints(), elements.size(), elements, path);
            for (int i = 0; i < elements.size(); i++) {
                value(list.element(), elements.get(i), path + "." + (i + 1) + ".member");
            }
        }

        private void map(MapOf map, Map<?, ?> entries, String path) {
            length(map.constraints(), entries.size(), entries, path);
            entries.forEach(
                    (key, value) -> value(map.value(), value, path + "." + key + ".member"));
        }

        private void scalar(Scalar scalar, Object value, String path) {
            Constraints limits = scalar.constraints();
            if (presenceOnly || limits.isNone()) {
                return;
            }
            switch (value) {
                case String text -> text(limits, text, path);
                case byte[] bytes -> length(limits, bytes.length, "blob", path);
                case Number number -> range(limits, number, path);
                default -> {}
            }
        }

        private void text(Constraints limits, String text, String path) {
            String shown = limits.secret() ? "***" : text;
            if (!limits.values().isEmpty() && !limits.values().contains(text)) {
                add(shown, path, "Member must satisfy enum value set: " + limits.values());
            }
            length(limits, text.codePointCount(0, text.length()), shown, path);
            String pattern = limits.pattern();
            if (pattern != null && !patterns.matches(pattern, text)) {
                add(shown, path, "Member must satisfy regular expression pattern: " + pattern);
            }
        }

        private void length(Constraints limits, int length, Object value, String path) {
            Long min = limits.min();
            Long max = limits.max();
            if (min != null && length < min) {
                add(value, path, "Member must have length greater than or equal to " + min);
            }
            if (max != null && length > max) {
                add(value, path, "Member must have length less than or equal to " + max);
            }
        }

        private void range(Constraints limits, Number number, String path) {
            Long min = limits.min();
            Long max = limits.max();
            if (min != null && number.doubleValue() < min) {
                add(number, path, "Member must have value greater than or equal to " + min);
            }
            if (max != null && number.doubleValue() > max) {
                add(number, path, "Member must have value less than or equal to " + max);
            }
        }

        private void add(@Nullable Object value, String path, String rule) {
            String shown = value == null ? "null" : "'" + value + "'";
            all.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + rule);
        }

        private static String lowerCamel(String name) {
            return Character.toLowerCase(name.charAt(0)) + name.substring(1);
        }
    }
}
