package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.RegularExpression;
import dev.evenkeel.model.Transform;
import dev.evenkeel.wire.elbv2.HostHeaderRewriteConfig;
import dev.evenkeel.wire.elbv2.RewriteConfig;
import dev.evenkeel.wire.elbv2.RuleTransform;
import dev.evenkeel.wire.elbv2.UrlRewriteConfig;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The transforms of a request, checked and taken into the model, and shown again: at most one of
/// each type, each with one rewrite.
final class Transforms {
    private static final int MAX_TEXT = 1024;
    private static final String HOST = "host-header-rewrite";
    private static final String URL = "url-rewrite";

    private Transforms() {}

    static List<Transform> of(@Nullable List<RuleTransform> given) {
        var transforms = new ArrayList<Transform>();
        Set<Transform.Kind> kinds = EnumSet.noneOf(Transform.Kind.class);
        for (RuleTransform one : orEmpty(given)) {
            Transform transform = of(one);
            if (!kinds.add(transform.kind())) {
                throw ApiFault.validation(
                        "A rule can only have one '" + one.type() + "' transform");
            }
            transforms.add(transform);
        }
        return transforms;
    }

    private static Transform of(RuleTransform one) {
        boolean isHost = requireNonNull(one.type()).equals(HOST);
        HostHeaderRewriteConfig host = one.hostHeaderRewriteConfig();
        UrlRewriteConfig url = one.urlRewriteConfig();
        if ((isHost ? url : host) != null) {
            throw ApiFault.validation(
                    "A '" + one.type() + "' transform must not have another type's configuration");
        }
        List<RewriteConfig> rewrites =
                isHost
                        ? orEmpty(host == null ? null : host.rewrites())
                        : orEmpty(url == null ? null : url.rewrites());
        if (rewrites.size() != 1) {
            throw ApiFault.validation(
                    "A '" + one.type() + "' transform must have exactly one rewrite");
        }
        return checked(
                isHost ? Transform.Kind.HOST_HEADER : Transform.Kind.URL, rewrites.getFirst());
    }

    private static Transform checked(Transform.Kind kind, RewriteConfig rewrite) {
        String regex = requireNonNull(rewrite.regex());
        String replacement = requireNonNull(rewrite.replace());
        if (regex.isEmpty() || regex.length() > MAX_TEXT || replacement.length() > MAX_TEXT) {
            throw ApiFault.validation(
                    "The regular expression and the replacement of a transform must have at most '"
                            + MAX_TEXT
                            + "' characters");
        }
        RegularExpression expression =
                RegularExpression.of(regex, kind == Transform.Kind.HOST_HEADER)
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "The regular expression '" + regex + "' is not valid"));
        boolean isPlain = replacement.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isPlain || !expression.canReplaceBy(replacement)) {
            throw ApiFault.validation("The replacement '" + replacement + "' is not valid");
        }
        return new Transform(kind, regex, replacement);
    }

    /// A rule without transforms does not speak of them.
    static @Nullable List<RuleTransform> shown(List<Transform> transforms) {
        return transforms.isEmpty() ? null : transforms.stream().map(Transforms::shown).toList();
    }

    private static RuleTransform shown(Transform transform) {
        var rewrites = List.of(new RewriteConfig(transform.regex(), transform.replacement()));
        return switch (transform.kind()) {
            case HOST_HEADER ->
                    new RuleTransform(HOST, new HostHeaderRewriteConfig(rewrites), null);
            case URL -> new RuleTransform(URL, null, new UrlRewriteConfig(rewrites));
        };
    }
}
