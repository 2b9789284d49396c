package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.LifecycleHook.Transition;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.DeleteLifecycleHookAnswer;
import dev.evenkeel.wire.autoscaling.DeleteLifecycleHookType;
import dev.evenkeel.wire.autoscaling.DescribeLifecycleHookTypesAnswer;
import dev.evenkeel.wire.autoscaling.DescribeLifecycleHooksAnswer;
import dev.evenkeel.wire.autoscaling.DescribeLifecycleHooksType;
import dev.evenkeel.wire.autoscaling.LifecycleHookSpecification;
import dev.evenkeel.wire.autoscaling.PutLifecycleHookAnswer;
import dev.evenkeel.wire.autoscaling.PutLifecycleHookType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The hooks of groups.
final class LifecycleHooks {
    private static final int MOST = 50;
    private static final int SHORTEST = 30;
    private static final int LONGEST = 7200;
    private static final int USUAL = 3600;
    private static final String CONTINUE = "CONTINUE";
    private static final String ABANDON = "ABANDON";

    private LifecycleHooks() {}

    static Decision<PutLifecycleHookAnswer> put(
            World world, Call call, PutLifecycleHookType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        Optional<LifecycleHook> before =
                find(lookup, group, Objects.requireNonNullElse(input.lifecycleHookName(), ""));
        if (before.isEmpty() && of(lookup, group).size() >= MOST) {
            throw tooMany();
        }
        LifecycleHook hook = hook(group, input, before);
        return new Decision<>(List.of(new Change.Put(hook)), new PutLifecycleHookAnswer());
    }

    private static ApiFault tooMany() {
        return new ApiFault(
                AutoScalingErrors.LIMIT_EXCEEDED,
                "You have reached the limit of " + MOST + " lifecycle hooks per group.");
    }

    private static LifecycleHook hook(
            AutoScalingGroup group, PutLifecycleHookType input, Optional<LifecycleHook> before) {
        return new LifecycleHook(
                group.scope(),
                group.name(),
                name(input.lifecycleHookName()),
                transition(input.lifecycleTransition(), before),
                heartbeat(input.heartbeatTimeout(), before),
                continues(input.defaultResult(), before),
                target(input.notificationTargetARN(), before),
                Objects.requireNonNullElse(
                        input.roleARN(), before.map(LifecycleHook::role).orElse("")),
                Objects.requireNonNullElse(
                        input.notificationMetadata(),
                        before.map(LifecycleHook::metadata).orElse("")));
    }

    /// An empty target takes away the one there is.
    private static String target(@Nullable String arn, Optional<LifecycleHook> before) {
        if (arn == null) {
            return before.map(LifecycleHook::target).orElse("");
        }
        return arn.isEmpty() ? "" : Notifications.topic("NotificationTargetARN", arn);
    }

    private static String name(@Nullable String name) {
        if (name == null || !name.matches("[A-Za-z0-9\\-_/]{1,255}")) {
            throw ApiFault.validation(
                    "LifecycleHookName must have 1 to 255 letters, digits, hyphens, underscores or"
                            + " slashes.");
        }
        return name;
    }

    private static Transition transition(@Nullable String word, Optional<LifecycleHook> before) {
        if (word == null) {
            return before.map(LifecycleHook::transition)
                    .orElseThrow(() ->
                            ApiFault.validation(
                                    "LifecycleTransition is required when creating a hook."));
        }
        return Arrays.stream(Transition.values())
                .filter(transition -> transition.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ApiFault.validation("'" + word + "' is not a valid LifecycleTransition."));
    }

    private static Duration heartbeat(@Nullable Integer seconds, Optional<LifecycleHook> before) {
        if (seconds == null) {
            return before.map(LifecycleHook::heartbeat).orElse(Duration.ofSeconds(USUAL));
        }
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw ApiFault.validation(
                    "HeartbeatTimeout must be between "
                            + SHORTEST
                            + " and "
                            + LONGEST
                            + " seconds.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static boolean continues(@Nullable String word, Optional<LifecycleHook> before) {
        if (word == null) {
            return before.map(LifecycleHook::continuesByDefault).orElse(false);
        }
        return continues(word);
    }

    /// `CONTINUE` or `ABANDON`.
    static boolean continues(@Nullable String word) {
        return switch (Objects.requireNonNullElse(word, "")) {
            case CONTINUE -> true;
            case ABANDON -> false;
            default ->
                    throw ApiFault.validation(
                            "'"
                                    + word
                                    + "' is not a valid lifecycle action result: CONTINUE or"
                                    + " ABANDON.");
        };
    }

    /// The hooks a group is created with.
    static List<Change> created(
            AutoScalingGroup group, @Nullable List<LifecycleHookSpecification> asked) {
        List<LifecycleHookSpecification> hooks = Present.orEmpty(asked);
        if (hooks.size() > MOST) {
            throw tooMany();
        }
        if (hooks.stream().map(LifecycleHookSpecification::lifecycleHookName).distinct().count()
                < hooks.size()) {
            throw ApiFault.validation("Lifecycle hooks of a group must have different names.");
        }
        var changes = new ArrayList<Change>();
        for (LifecycleHookSpecification hook : hooks) {
            var put =
                    PutLifecycleHookType.builder()
                            .lifecycleHookName(hook.lifecycleHookName())
                            .lifecycleTransition(hook.lifecycleTransition())
                            .heartbeatTimeout(hook.heartbeatTimeout())
                            .defaultResult(hook.defaultResult())
                            .notificationMetadata(hook.notificationMetadata())
                            .notificationTargetARN(hook.notificationTargetARN())
                            .roleARN(hook.roleARN())
                            .build();
            changes.add(new Change.Put(hook(group, put, Optional.empty())));
        }
        return changes;
    }

    private static List<LifecycleHook> of(GroupLookup lookup, AutoScalingGroup group) {
        return List.copyOf(
                lookup.region()
                        .withPrefix(LifecycleHook.class, LifecycleHook.prefix(group.name())));
    }

    static Optional<LifecycleHook> find(GroupLookup lookup, AutoScalingGroup group, String name) {
        return lookup.region().find(LifecycleHook.class, LifecycleHook.prefix(group.name()) + name);
    }

    static DescribeLifecycleHooksAnswer describe(
            World world, Call call, DescribeLifecycleHooksType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.find(input.autoScalingGroupName());
        List<String> names = Present.orEmpty(input.lifecycleHookNames());
        return new DescribeLifecycleHooksAnswer(
                of(lookup, group).stream()
                        .filter(hook -> names.isEmpty() || names.contains(hook.name()))
                        .map(LifecycleHooks::shape)
                        .toList());
    }

    private static dev.evenkeel.wire.autoscaling.LifecycleHook shape(LifecycleHook hook) {
        return dev.evenkeel.wire.autoscaling.LifecycleHook.builder()
                .lifecycleHookName(hook.name())
                .autoScalingGroupName(hook.group())
                .lifecycleTransition(hook.transition().word())
                .notificationTargetARN(given(hook.target()))
                .roleARN(given(hook.role()))
                .notificationMetadata(given(hook.metadata()))
                .heartbeatTimeout(Math.toIntExact(hook.heartbeat().toSeconds()))
                .globalTimeout(Math.toIntExact(hook.globalTimeout().toSeconds()))
                .defaultResult(hook.continuesByDefault() ? CONTINUE : ABANDON)
                .build();
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    static DescribeLifecycleHookTypesAnswer types(World world, Call call, Nothing input) {
        return new DescribeLifecycleHookTypesAnswer(
                Arrays.stream(Transition.values()).map(Transition::word).toList());
    }

    /// Who is held by the hook is let go: launches are abandoned, terminations go on.
    static Decision<DeleteLifecycleHookAnswer> delete(
            World world, Call call, DeleteLifecycleHookType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        String name = Objects.requireNonNullElse(input.lifecycleHookName(), "");
        LifecycleHook hook =
                find(lookup, group, name)
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "No Lifecycle Hook found with the name "
                                                + name
                                                + " in AutoScalingGroup "
                                                + group.name()));
        var changes = new ArrayList<Change>();
        changes.add(new Change.Remove(hook.key()));
        boolean goesOn = hook.transition() == Transition.TERMINATING;
        lookup.region().all(LifecycleAction.class).stream()
                .filter(a -> a.group().equals(group.name()) && a.hook().equals(name))
                .filter(a -> a.outcome().isEmpty())
                .map(a -> a.ended(goesOn, "Lifecycle Hook Deleted"))
                .forEach(a -> changes.add(new Change.Put(a)));
        return new Decision<>(changes, new DeleteLifecycleHookAnswer());
    }
}
