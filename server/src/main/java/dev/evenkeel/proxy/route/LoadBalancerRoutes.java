package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.balance.TargetProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Compiles the routes of one Application or Network Load Balancer.
record LoadBalancerRoutes(
        World.Region region, MemberReader reader, LoadBalancer balancer, PoolCompiler pools) {
    Route http(
            Node node,
            Listener listener,
            List<ListenerRule> rules,
            RouteCompiler.RouteSource before) {
        var groups = new LinkedHashSet<Arn>();
        rules.forEach(rule -> collect(rule.actions(), groups));
        collect(listener.defaultActions(), groups);
        var order = List.copyOf(groups);
        List<TargetPool> now = poolsOf(node, order);
        return switch (before) {
            case RouteCompiler.RouteSource.Same(Route.Http same) ->
                    same.pools().equals(now)
                            ? same
                            : new Route.Http(same.rules(), now, same.options());
            case RouteCompiler.RouteSource _ ->
                    new Route.Http(
                            compile(listener, rules, order),
                            now,
                            HttpOptions.of(balancer.attributes())
                                    .with(
                                            Logging.of(balancer, address(node)),
                                            AddedFields.of(listener.attributes())));
        };
    }

    Route stream(Node node, Listener listener, RouteCompiler.RouteSource before) {
        var groups = new LinkedHashSet<Arn>();
        collect(listener.defaultActions(), groups);
        List<TargetPool> now = poolsOf(node, List.copyOf(groups));
        return switch (before) {
            case RouteCompiler.RouteSource.Same(Route.Stream same) ->
                    same.pools().equals(now)
                            ? same
                            : new Route.Stream(
                                    same.split(), now, same.choice(), same.idleTimeout());
            case RouteCompiler.RouteSource _ ->
                    new Route.Stream(
                            new Split(weights(listener.defaultActions())),
                            now,
                            Route.Stream.Choice.FLOW_HASH,
                            Duration.ofSeconds(
                                    listener.attributes().number("tcp.idle_timeout.seconds", 350)));
        };
    }

    private static void collect(List<dev.evenkeel.model.Action> actions, Set<Arn> groups) {
        for (var action : actions) {
            if (action instanceof dev.evenkeel.model.Action.Forward forward) {
                forward.targetGroups().forEach(each -> groups.add(each.targetGroup()));
            }
        }
    }

    private static List<Integer> weights(List<dev.evenkeel.model.Action> actions) {
        for (var action : actions) {
            if (action instanceof dev.evenkeel.model.Action.Forward forward) {
                return weights(forward);
            }
        }
        return List.of();
    }

    /// A single group gets everything, whatever its weight.
    private static List<Integer> weights(dev.evenkeel.model.Action.Forward forward) {
        var groups = forward.targetGroups();
        return groups.size() == 1
                ? List.of(1)
                : groups.stream().map(dev.evenkeel.model.Action.Forward.Weighted::weight).toList();
    }

    private static Rules compile(Listener listener, List<ListenerRule> rules, List<Arn> order) {
        var compiled = new ArrayList<Rules.Rule>();
        for (ListenerRule rule : rules) {
            Action action = transformed(rule, compile(rule.actions(), order));
            compiled.add(Rules.Rule.of(rule.priority(), rule.conditions(), action));
        }
        return new Rules(compiled, compile(listener.defaultActions(), order));
    }

    /// What is not forwarded has no target to be rewritten for.
    private static Action transformed(ListenerRule rule, Action action) {
        return action instanceof Action.Forward forward && !rule.transforms().isEmpty()
                ? new Action.Transformed(Transforms.of(rule.transforms()), forward)
                : action;
    }

    /// The last action decides; those before it are for users to log in.
    private static Action compile(List<dev.evenkeel.model.Action> actions, List<Arn> order) {
        return switch (actions.getLast()) {
            case dev.evenkeel.model.Action.Forward forward ->
                    new Action.Forward(
                            new Split(weights(forward)),
                            new Action.Places(
                                    forward.targetGroups().stream()
                                            .map(each -> order.indexOf(each.targetGroup()))
                                            .toList()),
                            forward.stickySeconds().orElse(0));
            case dev.evenkeel.model.Action.Redirect redirect -> new Action.Redirect(redirect);
            case dev.evenkeel.model.Action.FixedResponse fixed -> new Action.FixedResponse(fixed);
        };
    }

    private List<TargetPool> poolsOf(Node node, List<Arn> groups) {
        return groups.stream().map(group -> poolOf(node, group)).toList();
    }

    private String address(Node node) {
        return balancer.nodes().stream()
                .filter(place -> place.zone().equals(node.zone()))
                .map(LoadBalancerNode::address)
                .findFirst()
                .orElse("");
    }

    private TargetPool poolOf(Node node, Arn arn) {
        var group = region.find(TargetGroup.class, arn.value());
        var members = group.map(reader::of).orElse(Members.NONE);
        var attributes =
                group.map(TargetGroup::attributes).orElse(dev.evenkeel.model.Attributes.DEFAULTS);
        var rule =
                new PoolRule(
                        zones(),
                        group.map(each -> each.isCrossZone(balancer)).orElse(true),
                        group.map(each -> TargetProtocol.of(each.protocolVersion()))
                                .orElse(TargetProtocol.HTTP1),
                        switch (balancer.type()) {
                            case APPLICATION -> PoolOptions.of(attributes);
                            case NETWORK -> PoolOptions.DEFAULT;
                        },
                        Threshold.routing(attributes),
                        switch (balancer.type()) {
                            case APPLICATION -> PoolRule.Ends.NEVER;
                            case NETWORK -> PoolRule.Ends.of(attributes);
                        });
        boolean encrypted = group.filter(each -> each.protocol() == Protocol.HTTPS).isPresent();
        return pools.pool(
                node, new PoolCompiler.PoolSource(arn.value(), 0, encrypted, members, rule));
    }

    private Set<String> zones() {
        var zones = new TreeSet<String>();
        for (LoadBalancerNode node : balancer.nodes()) {
            zones.add(node.zone());
        }
        return zones;
    }
}
