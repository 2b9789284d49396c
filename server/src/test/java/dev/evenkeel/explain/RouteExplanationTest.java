package dev.evenkeel.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.scenario.Fleet;
import dev.evenkeel.sim.Members;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Why a request goes where it goes.
class RouteExplanationTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.1.2.3");

    private final Fleet fleet = new Fleet();
    private final LoadBalancer web = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);
    private final TargetGroup api = group("api");
    private final TargetGroup all = group("all");
    private final Listener listener = fleet.listener(web, Protocol.HTTP, 80, all);

    private TargetGroup group(String name) {
        return fleet.group(name, TargetGroup.TargetType.IP, Protocol.HTTP);
    }

    private Explanation ask(String method, String target, RouteQuestion.Field... fields) {
        return ask(new RouteQuestion(method, web.dnsName(), 80, target, List.of(fields), CLIENT));
    }

    private Explanation ask(RouteQuestion question) {
        RouteTable table = RouteTable.compile(RouteTable.EMPTY, fleet.world());
        return RouteExplanation.of(question, table, fleet.world());
    }

    private void answering(int priority, Action action, Condition... conditions) {
        fleet.put(
                new ListenerRule(
                        new Arn(listener.arn().sibling("listener-rule").value() + "/" + priority),
                        Fleet.SCOPE,
                        listener.arn(),
                        priority,
                        List.of(conditions),
                        List.of(action),
                        List.of(),
                        Tags.NONE));
    }

    @Test
    void theRulesBeforeSayWhichConditionDidNotHold() {
        fleet.rule(
                listener,
                10,
                List.of(
                        new Condition.PathPattern(List.of("/api/*", "/v2/*")),
                        new Condition.HttpRequestMethod(List.of("POST"))),
                api);
        fleet.rule(listener, 20, List.of(new Condition.PathPattern(List.of("/api/*"))), api);
        fleet.rule(listener, 30, List.of(new Condition.PathPattern(List.of("/*"))), all);
        fleet.target(api, "10.0.0.1", 8080);
        Explanation why = ask("GET", "/api/things?a=b");
        assertThat(why.lines())
                .containsSubsequence(
                        "rule 10 does not match",
                        "  yes  path-pattern /api/* or /v2/*",
                        "  no   http-request-method POST",
                        "rule 20 matches",
                        "  yes  path-pattern /api/*",
                        "  forward to target group api, weight 1",
                        "    10.0.0.1:8080 initial (Initial health checks in progress)")
                .noneMatch(line -> line.startsWith("rule 30"));
        assertThat(why.lines().getFirst())
                .startsWith("GET /api/things?a=b meets listener HTTP:80 of load balancer app/web/")
                .endsWith(" in us-east-1a");
        assertThat(why.facts())
                .containsEntry("matched", "20")
                .containsEntry("listener", "HTTP:80")
                .containsEntry("loadBalancer", web.arn().value());
        assertThat(why.facts().get("rules"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .asString()
                .contains("priority=10", "matches=false");
    }

    @Test
    void whatNoRuleMatchesIsTheDefaults() {
        fleet.rule(listener, 10, List.of(new Condition.HostHeader(List.of("*.example.com"))), api);
        Explanation why = ask("GET", "/");
        assertThat(why.facts()).containsEntry("matched", "default");
        assertThat(why.lines())
                .containsSubsequence(
                        "rule 10 does not match",
                        "  no   host-header *.example.com",
                        "default rule: what no other rule matched",
                        "  forward to target group all, weight 1",
                        "    without a target: answered 503");
    }

    @Test
    void fieldsHostAndClientAreThoseOfTheQuestion() {
        answering(
                5,
                new Action.FixedResponse(418, "text/plain", "short and stout"),
                new Condition.HttpHeader("X-Pot", List.of("tea*")),
                new Condition.SourceIp(List.of("10.0.0.0/8")),
                new Condition.QueryString(
                        List.of(
                                new Condition.QueryString.Pair(Optional.of("cup"), "1"),
                                new Condition.QueryString.Pair(Optional.empty(), "2"))));
        answering(
                6,
                new Action.Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301),
                new Condition.HostRegex(List.of("^shop\\.")),
                new Condition.PathRegex(List.of("^/[a-z]+$")),
                new Condition.HeaderRegex("X-Pot", List.of("cof+ee")));
        Explanation tea = ask("GET", "/?cup=1", new RouteQuestion.Field("x-pot", "teapot"));
        assertThat(tea.lines())
                .contains(
                        "rule 5 matches",
                        "  yes  http-header X-Pot: tea*",
                        "  yes  source-ip 10.0.0.0/8",
                        "  yes  query-string cup=1 or 2",
                        "  fixed-response 418 text/plain");
        Explanation shop =
                ask(
                        "GET",
                        "/cups",
                        new RouteQuestion.Field("Host", "shop.example.com"),
                        new RouteQuestion.Field("X-Pot", "coffee"));
        assertThat(shop.lines())
                .contains(
                        "rule 6 matches",
                        "  yes  host-header regex ^shop\\.",
                        "  yes  path-pattern regex ^/[a-z]+$",
                        "  yes  http-header regex X-Pot: cof+ee",
                        "  redirect 301 to HTTPS://#{host}:443/#{path}?#{query}");
    }

    @Test
    void targetsAreShownAsTheyStand() {
        var well = fleet.target(all, "10.0.0.1", 80);
        var sick = fleet.target(all, "10.0.0.2", 80);
        fleet.healthy(well.ref()).unhealthy(sick.ref());
        assertThat(ask("GET", "/").lines())
                .contains(
                        "    10.0.0.1:80 healthy", "    10.0.0.2:80 unhealthy (Request timed out)");
    }

    @Test
    void aNodesAddressMeansThatNode() {
        String address = web.nodes().getLast().address();
        Explanation why = ask(new RouteQuestion("GET", address, 80, "/", List.of(), CLIENT));
        assertThat(why.facts())
                .containsEntry("node", address)
                .containsEntry("availabilityZone", "us-east-1b");
    }

    @Test
    void whereNobodyListensIsSaidWhoDoes() {
        Explanation why = ask(new RouteQuestion("GET", web.dnsName(), 81, "/", List.of(), CLIENT));
        assertThat(why.facts()).containsEntry("listening", false);
        assertThat(why.lines())
                .containsExactly(
                        "No load balancer listens at " + web.dnsName() + ":81; there are:",
                        "  " + web.dnsName() + ":80");
        assertThat(
                        RouteExplanation.of(
                                        new RouteQuestion("GET", "x", 1, "/", List.of(), CLIENT),
                                        RouteTable.EMPTY,
                                        fleet.world())
                                .lines())
                .containsExactly("No load balancer listens at x:1; there is none.");
    }

    @Test
    void bytesAreRelayedUnread() {
        LoadBalancer net = fleet.loadBalancer(LoadBalancer.Type.NETWORK, "net", 0);
        fleet.listener(net, Protocol.TCP, 5432, group("db"));
        Explanation why =
                ask(new RouteQuestion("GET", net.dnsName(), 5432, "/", List.of(), CLIENT));
        assertThat(why.lines())
                .contains(
                        "It relays bytes and reads no request: every connection goes by its 5-tuple.",
                        "  forward to target group db, weight 1");
    }

    @Test
    void aClassicBalancerHasNoRules() {
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.empty());
        var old = fleet.classic("old", ports);
        Explanation why = ask(new RouteQuestion("GET", old.dnsName(), 80, "/", List.of(), CLIENT));
        assertThat(why.facts())
                .containsEntry("matched", "default")
                .containsEntry("loadBalancer", "old");
        assertThat(why.lines())
                .contains("    without an instance: answered 503")
                .noneMatch(line -> line.startsWith("default rule"));
    }

    @Test
    void aClassicBalancerTellsItsInstancesAndHowTheyStand() {
        Instance serving = Members.inService(1, dev.evenkeel.sim.Fleet.THEN).getFirst();
        Instance stopped = Members.inService(2, dev.evenkeel.sim.Fleet.THEN).getLast();
        fleet.put(serving);
        fleet.put(stopped.withState(Instance.State.STOPPED, ""));
        var ports = new ListenerPorts(Protocol.TCP, 81, Protocol.TCP, 8081, Optional.empty());
        var old = fleet.classic("old", ports, serving, stopped);
        Explanation why = ask(new RouteQuestion("GET", old.dnsName(), 81, "/", List.of(), CLIENT));
        assertThat(why.lines())
                .containsSubsequence(
                        "It relays bytes and reads no request: connections go to the instances in"
                                + " turn.",
                        "  forward to the registered instances, TCP port 8081",
                        "    " + serving.id() + ":8081 initial (Initial health checks in progress)",
                        "    " + stopped.id() + ":8081 not running");
        assertThat(why.facts()).containsKey("action");
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThat(ask("GET", "no-slash and spaces \u0001").facts())
                .containsKey("answer")
                .doesNotContainKey("matched");
        assertThat(Map.copyOf(ask("G(T", "/").facts())).containsEntry("answer", 400);
    }
}
