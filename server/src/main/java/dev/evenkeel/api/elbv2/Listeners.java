package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateListenerInput;
import dev.evenkeel.wire.elbv2.CreateListenerOutput;
import dev.evenkeel.wire.elbv2.DeleteListenerInput;
import dev.evenkeel.wire.elbv2.DeleteListenerOutput;
import dev.evenkeel.wire.elbv2.DescribeListenersInput;
import dev.evenkeel.wire.elbv2.DescribeListenersOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.ModifyListenerInput;
import dev.evenkeel.wire.elbv2.ModifyListenerOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Listeners: creating, showing, changing and deleting them.
final class Listeners {
    private Listeners() {}

    static Decision<CreateListenerOutput> create(
            World world, Call call, CreateListenerInput input) {
        World.Region region = world.in(call.scope());
        LoadBalancer lb = Lookup.loadBalancer(region, requireNonNull(input.loadBalancerArn()));
        Listener wanted = wanted(world, call, lb, input);
        Optional<Listener> same =
                Lookup.listeners(region, lb).stream()
                        .filter(one -> asksFor(wanted, one))
                        .findFirst();
        if (same.isPresent()) {
            return Decision.unchanged(
                    new CreateListenerOutput(List.of(ListenerView.of(same.get()))));
        }
        ListenerRequest.port(world, lb, wanted.port(), wanted.id());
        checkQuota(region, lb);
        return new Decision<>(
                List.of(new Change.Put(wanted)),
                new CreateListenerOutput(List.of(ListenerView.of(wanted))));
    }

    private static Listener wanted(
            World world, Call call, LoadBalancer lb, CreateListenerInput input) {
        Protocol protocol = ListenerRequest.protocol(lb, input.protocol());
        Integer port = input.port();
        if (port == null) {
            throw ApiFault.validation("A listener port must be specified");
        }
        ListenerRequest.checkOpenable(world, port);
        String id = ResourceIds.hex(16, call.random());
        var bare =
                new Listener(
                        new Arn(lb.arn().sibling("listener").value() + "/" + id),
                        call.scope(),
                        lb.arn(),
                        protocol,
                        port,
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        Attributes.DEFAULTS,
                        Tagging.of(input.tags()));
        var tls =
                new ListenerTls(
                        input.certificates(),
                        input.sslPolicy(),
                        input.alpnPolicy(),
                        input.mutualAuthentication());
        Listener secured = tls.applyTo(world, bare);
        var targets = ForwardTargets.of(world.in(call.scope()), secured);
        return secured.withDefaultActions(Actions.of(targets, input.defaultActions()));
    }

    private static boolean asksFor(Listener wanted, Listener there) {
        return wanted.port() == there.port()
                && wanted.protocol() == there.protocol()
                && wanted.sslPolicy().equals(there.sslPolicy())
                && wanted.certificates().equals(there.certificates())
                && wanted.defaultActions().equals(there.defaultActions());
    }

    private static void checkQuota(World.Region region, LoadBalancer lb) {
        Quota quota =
                switch (lb.type()) {
                    case APPLICATION -> Quota.APPLICATION_LISTENERS;
                    case NETWORK -> Quota.NETWORK_LISTENERS;
                };
        quota.check(
                Lookup.listeners(region, lb).size() + 1,
                Elbv2Errors.TOO_MANY_LISTENERS,
                "The maximum number of listeners has been reached on load balancer '"
                        + lb.arn()
                        + "'");
    }

    static DescribeListenersOutput describe(World world, Call call, DescribeListenersInput input) {
        World.Region region = world.in(call.scope());
        Page<Listener> page =
                Page.of(
                        chosen(region, input),
                        Listener::id,
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeListenersOutput(
                page.items().stream().map(ListenerView::of).toList(), page.next());
    }

    private static List<Listener> chosen(World.Region region, DescribeListenersInput input) {
        String lbArn = input.loadBalancerArn();
        List<String> arns = orEmpty(input.listenerArns());
        if ((lbArn == null) == arns.isEmpty()) {
            throw ApiFault.validation(
                    "You must specify either listener ARNs or a load balancer ARN");
        }
        if (lbArn != null) {
            return List.copyOf(Lookup.listeners(region, Lookup.loadBalancer(region, lbArn)));
        }
        return arns.stream()
                .map(arn -> Lookup.listener(region, arn))
                .distinct()
                .sorted(Comparator.comparing(Listener::id))
                .toList();
    }

    static Decision<ModifyListenerOutput> modify(
            World world, Call call, ModifyListenerInput input) {
        World.Region region = world.in(call.scope());
        Listener old = Lookup.listener(region, requireNonNull(input.listenerArn()));
        LoadBalancer lb = Lookup.loadBalancer(region, old.loadBalancer().value());
        Protocol protocol =
                input.protocol() == null
                        ? old.protocol()
                        : ListenerRequest.protocol(lb, input.protocol());
        int port =
                input.port() == null
                        ? old.port()
                        : ListenerRequest.port(world, lb, input.port(), old.id());
        var tls =
                new ListenerTls(
                        input.certificates(),
                        input.sslPolicy(),
                        input.alpnPolicy(),
                        input.mutualAuthentication());
        Listener moved = tls.applyTo(world, old.listeningOn(protocol, port));
        var targets = ForwardTargets.of(region, moved);
        if (protocol != old.protocol() || port != old.port()) {
            kept(region, old, input).forEach(actions -> Actions.checkKept(targets, actions));
        }
        Listener changed =
                input.defaultActions() == null
                        ? moved
                        : moved.withDefaultActions(Actions.of(targets, input.defaultActions()));
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyListenerOutput(List.of(ListenerView.of(changed))));
    }

    private static Stream<List<Action>> kept(
            World.Region region, Listener old, ModifyListenerInput input) {
        return Stream.concat(
                input.defaultActions() == null ? Stream.of(old.defaultActions()) : Stream.empty(),
                Lookup.rules(region, old).stream().map(ListenerRule::actions));
    }

    static Decision<DeleteListenerOutput> delete(
            World world, Call call, DeleteListenerInput input) {
        World.Region region = world.in(call.scope());
        Listener listener = Lookup.listener(region, requireNonNull(input.listenerArn()));
        return new Decision<>(LoadBalancers.without(region, listener), new DeleteListenerOutput());
    }
}
