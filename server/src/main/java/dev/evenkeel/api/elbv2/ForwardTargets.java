package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.ForwardActionConfig;
import dev.evenkeel.wire.elbv2.TargetGroupStickinessConfig;
import dev.evenkeel.wire.elbv2.TargetGroupTuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a listener may forward to: groups that exist, speak its protocol and serve no other load
/// balancer.
final class ForwardTargets {
    private static final int MAX_WEIGHT = 999;
    private static final int MAX_STICKY_SECONDS = 604_800;

    private final World.Region region;
    private final Listener listener;
    private final TargetGroupUse usage;

    private ForwardTargets(World.Region region, Listener listener) {
        this.region = region;
        this.listener = listener;
        this.usage = TargetGroupUse.in(region);
    }

    static ForwardTargets of(World.Region region, Listener listener) {
        return new ForwardTargets(region, listener);
    }

    Listener listener() {
        return listener;
    }

    boolean isHttp() {
        return listener.protocol().isHttp();
    }

    Action.Forward forward(dev.evenkeel.wire.elbv2.Action action) {
        var groups = new ArrayList<Action.Forward.Weighted>();
        for (TargetGroupTuple one : named(action)) {
            String arn = requireNonNull(one.targetGroupArn());
            groups.add(new Action.Forward.Weighted(usable(arn).arn(), weight(one)));
        }
        checkCount(groups);
        ForwardActionConfig config = action.forwardConfig();
        return new Action.Forward(
                groups,
                stickySeconds(config == null ? null : config.targetGroupStickinessConfig()));
    }

    void checkUsable(Action.Forward forward) {
        forward.targetGroups().forEach(each -> usable(each.targetGroup().value()));
    }

    private static List<TargetGroupTuple> named(dev.evenkeel.wire.elbv2.Action action) {
        ForwardActionConfig config = action.forwardConfig();
        String single = action.targetGroupArn();
        List<TargetGroupTuple> all = config == null ? List.of() : orEmpty(config.targetGroups());
        if (all.isEmpty() && single == null) {
            throw ApiFault.validation("A target group ARN must be specified");
        }
        for (TargetGroupTuple one : all) {
            if (one.targetGroupArn() == null) {
                throw ApiFault.validation("A target group ARN must be specified");
            }
        }
        if (all.isEmpty()) {
            return List.of(new TargetGroupTuple(single, 1));
        }
        if (single != null && (all.size() > 1 || !single.equals(all.getFirst().targetGroupArn()))) {
            throw ApiFault.validation(
                    "You cannot specify both a target group ARN and a forward configuration with"
                            + " other target groups");
        }
        return all;
    }

    private static int weight(TargetGroupTuple one) {
        Integer weight = one.weight();
        if (weight != null && (weight < 0 || weight > MAX_WEIGHT)) {
            throw ApiFault.validation(
                    "Target group weight '" + weight + "' must be between '0' and '999' inclusive");
        }
        return weight == null ? 1 : weight;
    }

    private TargetGroup usable(String arn) {
        ArnKind.TARGET_GROUP.check(arn);
        TargetGroup group =
                region.find(TargetGroup.class, arn)
                        .orElseThrow(() ->
                                new ApiFault(
                                        Elbv2Errors.TARGET_GROUP_NOT_FOUND,
                                        "Target group '" + arn + "' not found"));
        boolean speaksHttp = isHttp() && group.protocol().isHttp();
        if (group.protocol() != listener.protocol() && !speaksHttp) {
            throw new ApiFault(
                    Elbv2Errors.INCOMPATIBLE_PROTOCOLS,
                    "The target group protocol '"
                            + group.protocol()
                            + "' is not compatible with the listener protocol '"
                            + listener.protocol()
                            + "'");
        }
        checkVersion(group);
        checkOthers(group.arn());
        return group;
    }

    /// Clients can ask for HTTP/2 over TLS only.
    private void checkVersion(TargetGroup group) {
        String version = group.protocolVersion();
        boolean http2 = version.equals(TargetGroup.HTTP2) || version.equals(TargetGroup.GRPC);
        if (http2 && listener.protocol() != Protocol.HTTPS) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Listener protocol '"
                            + listener.protocol()
                            + "' is not supported with a target group with the protocol-version '"
                            + version
                            + "'");
        }
    }

    private void checkOthers(Arn group) {
        boolean elsewhere =
                usage.loadBalancersOf(group).stream()
                        .anyMatch(user -> !user.equals(listener.loadBalancer()));
        if (elsewhere) {
            throw new ApiFault(
                    Elbv2Errors.TARGET_GROUP_ASSOCIATION_LIMIT,
                    "The following target groups cannot be associated with more than one load"
                            + " balancer: "
                            + group);
        }
    }

    private void checkCount(List<Action.Forward.Weighted> groups) {
        Quota quota =
                isHttp() ? Quota.GROUPS_PER_APPLICATION_ACTION : Quota.GROUPS_PER_NETWORK_ACTION;
        quota.check(
                groups.size(),
                Elbv2Errors.INVALID_LOAD_BALANCER_ACTION,
                "A forward action can have at most " + quota.max() + " target groups");
        var used = new HashSet<Arn>(usage.groupsOf(listener.loadBalancer()));
        int before = used.size();
        groups.forEach(one -> used.add(one.targetGroup()));
        if (used.size() > before) {
            Quota.GROUPS_PER_LOAD_BALANCER.check(
                    used.size(),
                    Elbv2Errors.TOO_MANY_UNIQUE_TARGET_GROUPS_PER_LOAD_BALANCER,
                    "The maximum number of unique target groups per load balancer has been"
                            + " reached");
        }
    }

    private Optional<Integer> stickySeconds(@Nullable TargetGroupStickinessConfig config) {
        if (config == null || !Boolean.TRUE.equals(config.enabled())) {
            return Optional.empty();
        }
        if (!isHttp()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Target group stickiness is not supported for listeners of load balancers with"
                            + " type 'network'");
        }
        Integer seconds = config.durationSeconds();
        if (seconds == null) {
            throw ApiFault.validation(
                    "Target group stickiness duration must be specified when stickiness is enabled");
        }
        if (seconds < 1 || seconds > MAX_STICKY_SECONDS) {
            throw ApiFault.validation(
                    "Target group stickiness duration '"
                            + seconds
                            + "' must be between '1' and '604800' inclusive");
        }
        return Optional.of(seconds);
    }
}
