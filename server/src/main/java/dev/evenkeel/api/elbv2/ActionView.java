package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Action;
import dev.evenkeel.wire.elbv2.FixedResponseActionConfig;
import dev.evenkeel.wire.elbv2.ForwardActionConfig;
import dev.evenkeel.wire.elbv2.RedirectActionConfig;
import dev.evenkeel.wire.elbv2.TargetGroupStickinessConfig;
import dev.evenkeel.wire.elbv2.TargetGroupTuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Actions as the API shows them.
final class ActionView {
    private ActionView() {}

    static List<dev.evenkeel.wire.elbv2.Action> of(List<Action> actions) {
        return actions.stream().map(ActionView::of).toList();
    }

    private static dev.evenkeel.wire.elbv2.Action of(Action action) {
        return switch (action) {
            case Action.Forward forward -> forward(forward);
            case Action.Redirect redirect ->
                    dev.evenkeel.wire.elbv2.Action.builder()
                            .type("redirect")
                            .redirectConfig(redirect(redirect))
                            .build();
            case Action.FixedResponse fixed ->
                    dev.evenkeel.wire.elbv2.Action.builder()
                            .type("fixed-response")
                            .fixedResponseConfig(
                                    new FixedResponseActionConfig(
                                            emptyToNull(fixed.body()),
                                            Integer.toString(fixed.status()),
                                            emptyToNull(fixed.contentType())))
                            .build();
        };
    }

    private static dev.evenkeel.wire.elbv2.Action forward(Action.Forward forward) {
        List<TargetGroupTuple> groups =
                forward.targetGroups().stream()
                        .map(one -> new TargetGroupTuple(one.targetGroup().value(), one.weight()))
                        .toList();
        var sticky =
                new TargetGroupStickinessConfig(
                        forward.stickySeconds().isPresent(), forward.stickySeconds().orElse(null));
        return dev.evenkeel.wire.elbv2.Action.builder()
                .type("forward")
                .targetGroupArn(groups.size() == 1 ? groups.getFirst().targetGroupArn() : null)
                .forwardConfig(new ForwardActionConfig(groups, sticky))
                .build();
    }

    private static RedirectActionConfig redirect(Action.Redirect redirect) {
        return RedirectActionConfig.builder()
                .protocol(redirect.protocol())
                .host(redirect.host())
                .port(redirect.port())
                .path(redirect.path())
                .query(redirect.query())
                .statusCode("HTTP_" + redirect.status())
                .build();
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
