package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.RegularExpression;
import dev.evenkeel.model.Transform;
import java.util.List;
import java.util.Optional;

/// The transforms of one rule, compiled.
public final class Transforms {
    private final List<Rewrite> rewrites;

    private Transforms(List<Rewrite> rewrites) {
        this.rewrites = rewrites;
    }

    /// Those of a rule; the API lets only valid ones in.
    static Transforms of(List<Transform> transforms) {
        return new Transforms(transforms.stream().map(Transforms::rewrite).toList());
    }

    private record Rewrite(Transform.Kind kind, RegularExpression regex, String replacement) {}

    /// Hosts have no case.
    private static Rewrite rewrite(Transform transform) {
        boolean ignoringCase = transform.kind() == Transform.Kind.HOST_HEADER;
        return new Rewrite(
                transform.kind(),
                RegularExpression.of(transform.regex(), ignoringCase).orElseThrow(),
                transform.replacement());
    }

    /// The host instead of `host`, a name without its port; empty if it stays.
    public Optional<String> host(String host) {
        return replaced(Transform.Kind.HOST_HEADER, host);
    }

    /// The path and query instead of `url`; empty if it stays.
    public Optional<String> url(String url) {
        return replaced(Transform.Kind.URL, url);
    }

    private Optional<String> replaced(Transform.Kind kind, String text) {
        for (Rewrite rewrite : rewrites) {
            if (rewrite.kind == kind) {
                return rewrite.regex.replaced(text, rewrite.replacement);
            }
        }
        return Optional.empty();
    }
}
