package dev.evenkeel.explain;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Frontend;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.route.Rules.Tried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which rule a request meets, why those before it did not match, and where it goes then. Asks the
/// very table that routes.
public final class RouteExplanation {
    private final RouteQuestion question;
    private final RouteTable table;
    private final World world;

    private RouteExplanation(RouteQuestion question, RouteTable table, World world) {
        this.question = question;
        this.table = table;
        this.world = world;
    }

    /// @param table compiled from `world`, or from one shortly before
    public static Explanation of(RouteQuestion question, RouteTable table, World world) {
        return new RouteExplanation(question, table, world).explain();
    }

    private Explanation explain() {
        Optional<Frontend> frontend =
                table.frontends().stream()
                        .filter(each -> each.address().port() == question.port())
                        .filter(this::isMeant)
                        .findFirst();
        return frontend.map(found ->
                        switch (found.route()) {
                            case Route.Http http -> http(found, http);
                            case Route.Stream _ -> stream(found);
                        })
                .orElseGet(this::nobody);
    }

    private boolean isMeant(Frontend frontend) {
        return frontend.address().host().equals(question.host())
                || frontend.node().dnsName().equalsIgnoreCase(question.host());
    }

    private Explanation nobody() {
        List<String> known =
                table.frontends().stream()
                        .map(each -> each.node().dnsName() + ":" + each.address().port())
                        .distinct()
                        .sorted()
                        .toList();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("listening", false);
        facts.put("listeners", known);
        var lines = new ArrayList<String>();
        lines.add(
                "No load balancer listens at "
                        + question.host()
                        + ":"
                        + question.port()
                        + (known.isEmpty() ? "; there is none." : "; there are:"));
        known.forEach(each -> lines.add("  " + each));
        return new Explanation(facts, lines);
    }

    private Explanation stream(Frontend frontend) {
        var facts = where(frontend);
        facts.put("rules", List.of());
        var lines = new ArrayList<String>(List.of(words(frontend)));
        boolean inTurn = frontend.node().kind() == Node.Kind.CLASSIC;
        lines.add(
                "It relays bytes and reads no request: "
                        + (inTurn
                                ? "connections go to the instances in turn."
                                : "every connection goes by its 5-tuple."));
        listener(frontend).ifPresent(l -> act(frontend, l.defaultActions(), facts, lines));
        classic(frontend, facts, lines);
        return new Explanation(facts, lines);
    }

    private Explanation http(Frontend frontend, Route.Http route) {
        byte[] bytes = question.head();
        var head = new RequestHead();
        int end = head.parse(bytes, bytes.length);
        var facts = where(frontend);
        var lines = new ArrayList<String>(List.of(words(frontend)));
        if (end <= 0) {
            int status = end < 0 && end > -600 && end <= -400 ? -end : 400;
            facts.put("answer", status);
            lines.add("It is no request as HTTP has them, and answered " + status + ".");
            return new Explanation(facts, lines);
        }
        List<Tried> tried = route.rules().tried(head, question.client().getAddress());
        Map<Integer, ListenerRule> rules = rules(frontend);
        var told = new ArrayList<Map<String, Object>>();
        for (Tried each : tried) {
            told.add(told(each, Optional.ofNullable(rules.get(each.priority())), lines));
        }
        facts.put("rules", told);
        classic(frontend, facts, lines);
        boolean isMatched = !tried.isEmpty() && tried.getLast().matches();
        facts.put("matched", isMatched ? Integer.toString(tried.getLast().priority()) : "default");
        if (!isMatched && frontend.node().kind() != Node.Kind.CLASSIC) {
            lines.add("default rule: what no other rule matched");
        }
        Optional<List<Action>> actions =
                isMatched
                        ? Optional.ofNullable(rules.get(tried.getLast().priority()))
                                .map(ListenerRule::actions)
                        : listener(frontend).map(Listener::defaultActions);
        actions.ifPresent(all -> act(frontend, all, facts, lines));
        return new Explanation(facts, lines);
    }

    private static Map<String, Object> told(
            Tried tried, Optional<ListenerRule> rule, List<String> lines) {
        var conditions = new ArrayList<Map<String, Object>>();
        lines.add("rule " + tried.priority() + (tried.matches() ? " matches" : " does not match"));
        for (int at = 0; at < tried.holds().size(); at++) {
            int index = at;
            String words =
                    rule.filter(r -> index < r.conditions().size())
                            .map(r -> Conditions.words(r.conditions().get(index)))
                            .orElse("condition " + (index + 1));
            boolean holds = tried.holds().get(at);
            conditions.add(Map.of("condition", words, "holds", holds));
            lines.add("  " + (holds ? "yes  " : "no   ") + words);
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("priority", tried.priority());
        facts.put("matches", tried.matches());
        facts.put("conditions", conditions);
        rule.ifPresent(r -> facts.put("arn", r.arn().value()));
        return facts;
    }

    private void act(
            Frontend frontend,
            List<Action> actions,
            Map<String, Object> facts,
            List<String> lines) {
        Explanation outcome = new Outcomes(world, region(frontend)).of(actions);
        facts.put("action", outcome.facts());
        outcome.lines().forEach(line -> lines.add("  " + line));
    }

    /// A Classic Load Balancer has no rules: each listener leads to all its instances.
    private void classic(Frontend frontend, Map<String, Object> facts, List<String> lines) {
        if (frontend.node().kind() == Node.Kind.CLASSIC) {
            region(frontend)
                    .find(ClassicLoadBalancer.class, frontend.node().loadBalancer())
                    .map(found ->
                            new Outcomes(world, region(frontend))
                                    .of(found, frontend.address().port()))
                    .ifPresent(outcome -> {
                        facts.put("action", outcome.facts());
                        outcome.lines().forEach(line -> lines.add("  " + line));
                    });
        }
    }

    private Map<String, Object> where(Frontend frontend) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("listening", true);
        facts.put("loadBalancer", frontend.node().loadBalancer());
        facts.put("listener", frontend.protocol() + ":" + frontend.address().port());
        facts.put("node", frontend.address().host());
        facts.put("availabilityZone", frontend.node().zone());
        return facts;
    }

    private String words(Frontend frontend) {
        return question.method()
                + " "
                + question.target()
                + " meets listener "
                + frontend.protocol()
                + ":"
                + frontend.address().port()
                + " of load balancer "
                + name(frontend.node())
                + ", here at its node "
                + frontend.address().host()
                + " in "
                + frontend.node().zone();
    }

    private static String name(Node node) {
        return switch (node.kind()) {
            case APPLICATION, NETWORK -> new Arn(node.loadBalancer()).tail();
            case CLASSIC -> node.loadBalancer();
        };
    }

    private World.Region region(Frontend frontend) {
        return world.in(frontend.node().scope());
    }

    private Optional<Listener> listener(Frontend frontend) {
        return switch (frontend.node().kind()) {
            case APPLICATION, NETWORK ->
                    region(frontend).all(Listener.class).stream()
                            .filter(l ->
                                    l.loadBalancer().value().equals(frontend.node().loadBalancer()))
                            .filter(l -> l.port() == frontend.address().port())
                            .findFirst();
            case CLASSIC -> Optional.empty();
        };
    }

    private Map<Integer, ListenerRule> rules(Frontend frontend) {
        var rules = new LinkedHashMap<Integer, ListenerRule>();
        listener(frontend)
                .ifPresent(listener ->
                        region(frontend).all(ListenerRule.class).stream()
                                .filter(rule -> rule.listener().equals(listener.arn()))
                                .forEach(rule -> rules.put(rule.priority(), rule)));
        return rules;
    }
}
