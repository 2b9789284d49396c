package dev.evenkeel.decide.message;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is looked at to see what there is to tell: the world before some changes, and after them.
record Sight(World before, World after, Instant now) {
    private static final Pattern INSTANCE = Pattern.compile("\\bi-[0-9a-f]{8,17}\\b");

    <R extends Resource> Optional<R> before(Class<R> kind, Scope scope, String id) {
        return before.in(scope).find(kind, id);
    }

    <R extends Resource> Optional<R> after(Class<R> kind, Scope scope, String id) {
        return after.in(scope).find(kind, id);
    }

    /// The group, also one that is just being removed.
    Optional<AutoScalingGroup> group(Scope scope, String name) {
        return after(AutoScalingGroup.class, scope, name)
                .or(() -> before(AutoScalingGroup.class, scope, name));
    }

    Optional<Instance> instance(Scope scope, String id) {
        return after(Instance.class, scope, id);
    }

    /// The ARNs of the topics that are told things of this type.
    List<String> topics(AutoScalingGroup group, NotificationConfiguration.Occasion type) {
        return told(group, after).stream()
                .filter(c -> c.types().contains(type))
                .map(NotificationConfiguration::topic)
                .toList();
    }

    private static List<NotificationConfiguration> told(AutoScalingGroup group, World world) {
        return List.copyOf(
                world.in(group.scope())
                        .withPrefix(
                                NotificationConfiguration.class,
                                NotificationConfiguration.prefix(group.name())));
    }

    /// The instance an activity's description names; empty if it names none.
    static String instanceIn(String description) {
        Matcher id = INSTANCE.matcher(description);
        return id.find() ? id.group() : "";
    }

    /// A text of the resource as it was before: a launch that failed names its instance only there.
    <R extends Resource> String earlier(R resource, Class<R> kind, Function<R, String> text) {
        return before(kind, resource.scope(), resource.id()).map(text).orElse(text.apply(resource));
    }
}
