package dev.evenkeel.api.elbv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Write;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Action;
import dev.evenkeel.wire.elbv2.CreateListenerInput;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerInput;
import dev.evenkeel.wire.elbv2.CreateRuleInput;
import dev.evenkeel.wire.elbv2.CreateTargetGroupInput;
import dev.evenkeel.wire.elbv2.FixedResponseActionConfig;
import dev.evenkeel.wire.elbv2.ForwardActionConfig;
import dev.evenkeel.wire.elbv2.RegisterTargetsInput;
import dev.evenkeel.wire.elbv2.RuleCondition;
import dev.evenkeel.wire.elbv2.TargetDescription;
import dev.evenkeel.wire.elbv2.TargetGroupTuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every limit is kept, and the request that breaks it changes nothing.
class QuotaTest {
    private static final Scope HOME = new Scope("123456789012", "us-east-1");
    private static final Scope ELSEWHERE = new Scope("210987654321", "us-east-1");

    private final Random random = new Random(3);
    private World world = World.empty(Site.of(HOME, List.of("us-east-1a", "us-east-1b"), 1024));

    private <I, O> O ask(Scope scope, Write<I, O> write, I input) {
        var caller = new Caller(scope.account(), "AKID");
        var call = new Call(scope, "request", caller, Instant.EPOCH, random);
        var decision = write.decide(world, call, input);
        world = world.with(decision.changes());
        return decision.answer();
    }

    private <I, O> O ask(Write<I, O> write, I input) {
        return ask(HOME, write, input);
    }

    private CreateLoadBalancerInput balancer(String name, String type) {
        List<String> subnets =
                world.site().network().subnets().stream().map(s -> s.subnetId()).toList();
        return CreateLoadBalancerInput.builder().name(name).type(type).subnets(subnets).build();
    }

    private String newBalancer(String name, String type) {
        var answer = ask(LoadBalancers::create, balancer(name, type));
        return Objects.requireNonNull(
                Objects.requireNonNull(answer.loadBalancers()).getFirst().loadBalancerArn());
    }

    private String newGroup(String name) {
        var input =
                CreateTargetGroupInput.builder()
                        .name(name)
                        .protocol("HTTP")
                        .port(8080)
                        .targetType("ip")
                        .build();
        var answer = ask(TargetGroups::create, input);
        return Objects.requireNonNull(
                Objects.requireNonNull(answer.targetGroups()).getFirst().targetGroupArn());
    }

    private CreateListenerInput listener(String balancer, int port, Action action) {
        return CreateListenerInput.builder()
                .loadBalancerArn(balancer)
                .protocol("HTTP")
                .port(port)
                .defaultActions(List.of(action))
                .build();
    }

    private String newListener(String balancer, int port) {
        var answer = ask(Listeners::create, listener(balancer, port, teapot()));
        return Objects.requireNonNull(
                Objects.requireNonNull(answer.listeners()).getFirst().listenerArn());
    }

    private static Action teapot() {
        return Action.builder()
                .type("fixed-response")
                .fixedResponseConfig(new FixedResponseActionConfig(null, "418", null))
                .build();
    }

    private static Action forward(List<String> groups) {
        List<TargetGroupTuple> all =
                groups.stream().map(group -> new TargetGroupTuple(group, 1)).toList();
        return Action.builder()
                .type("forward")
                .forwardConfig(new ForwardActionConfig(all, null))
                .build();
    }

    private static CreateRuleInput rule(String listener, int priority) {
        var condition = RuleCondition.builder().field("path-pattern").values(List.of("/a")).build();
        return CreateRuleInput.builder()
                .listenerArn(listener)
                .priority(priority)
                .conditions(List.of(condition))
                .actions(List.of(teapot()))
                .build();
    }

    private void assertRefused(String code, Runnable request) {
        World before = world;
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        ApiFault.class, fault -> assertThat(fault.code()).isEqualTo(code));
        assertThat(world).isSameAs(before);
    }

    @Test
    void anAccountHasFiftyLoadBalancersOfEachType() {
        for (int i = 0; i < 50; i++) {
            newBalancer("web-" + i, "application");
        }
        assertRefused("TooManyLoadBalancers", () -> newBalancer("web-50", "application"));

        newBalancer("flow", "network");
        ask(ELSEWHERE, LoadBalancers::create, balancer("web-50", "application"));
    }

    @Test
    void aLoadBalancerHasFiftyListeners() {
        String web = newBalancer("web", "application");
        for (int i = 0; i < 50; i++) {
            newListener(web, 2000 + i);
        }
        assertRefused("TooManyListeners", () -> newListener(web, 3000));
    }

    @Test
    void aLoadBalancerHasAHundredRulesOverAllItsListeners() {
        String web = newBalancer("web", "application");
        String first = newListener(web, 2000);
        String second = newListener(web, 2001);
        for (int i = 1; i <= 100; i++) {
            ask(Rules::create, rule(i % 2 == 0 ? first : second, i));
        }
        assertRefused("TooManyRules", () -> ask(Rules::create, rule(first, 999)));
    }

    @Test
    void anActionForwardsToFiveGroups() {
        String web = newBalancer("web", "application");
        var groups = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            groups.add(newGroup("pages-" + i));
        }
        assertRefused(
                "InvalidLoadBalancerAction",
                () -> ask(Listeners::create, listener(web, 2000, forward(groups))));
        ask(Listeners::create, listener(web, 2000, forward(groups.subList(0, 5))));
    }

    @Test
    void aLoadBalancerForwardsToAHundredGroups() {
        String web = newBalancer("web", "application");
        for (int listener = 0; listener < 20; listener++) {
            var groups = new ArrayList<String>();
            for (int i = 0; i < 5; i++) {
                groups.add(newGroup("pages-" + listener + "-" + i));
            }
            ask(Listeners::create, listener(web, 2000 + listener, forward(groups)));
        }
        String another = newGroup("another");
        assertRefused(
                "TooManyUniqueTargetGroupsPerLoadBalancer",
                () -> ask(Listeners::create, listener(web, 3000, forward(List.of(another)))));
    }

    @Test
    void aGroupHasAThousandTargets() {
        String group = newGroup("pages");
        ask(Targets::register, new RegisterTargetsInput(group, targets(1000)));
        assertRefused(
                "TooManyTargets",
                () -> ask(Targets::register, new RegisterTargetsInput(group, targets(1001))));
    }

    private static List<TargetDescription> targets(int count) {
        var targets = new ArrayList<TargetDescription>();
        for (int i = 0; i < count; i++) {
            String address = "10.0." + i / 250 + "." + (1 + i % 250);
            targets.add(TargetDescription.builder().id(address).build());
        }
        return targets;
    }

    @Test
    void accountsDoNotSeeEachOther() {
        String web = newBalancer("web", "application");
        assertRefused(
                "LoadBalancerNotFound",
                () -> ask(ELSEWHERE, Listeners::create, listener(web, 2000, teapot())));
        ask(ELSEWHERE, LoadBalancers::create, balancer("web", "network"));
        assertThat(world.in(ELSEWHERE).all(dev.evenkeel.model.LoadBalancer.class)).hasSize(1);
    }

    @Test
    void nodesOfAllAccountsHaveAddressesOfTheirOwn() {
        newBalancer("web", "application");
        ask(ELSEWHERE, LoadBalancers::create, balancer("web", "application"));
        List<String> addresses =
                world.regions().stream()
                        .flatMap(r -> r.all(dev.evenkeel.model.LoadBalancer.class).stream())
                        .flatMap(lb -> lb.nodes().stream())
                        .map(node -> node.address())
                        .toList();
        assertThat(addresses).hasSize(4).doesNotHaveDuplicates();
    }
}
