package dev.evenkeel.model;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which target group behind which load balancer a predefined metric counts: the tails of their
/// ARNs, written one after the other, as in
/// `app/web/50dc6c495c0c9188/targetgroup/web/943f017f100becff`.
public record ResourceLabel(String loadBalancer, String targetGroup) {
    private static final Pattern FORM =
            Pattern.compile("(app/[^/]+/[0-9a-f]+)/(targetgroup/[^/]+/[0-9a-f]+)");

    public static Optional<ResourceLabel> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ResourceLabel(parts.group(1), parts.group(2)))
                : Optional.empty();
    }

    /// One that was checked before.
    public static ResourceLabel of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a resource label: " + text));
    }

    /// Of the metrics of both together.
    public Map<String, String> dimensions() {
        return Map.of("LoadBalancer", loadBalancer, "TargetGroup", targetGroup);
    }
}
