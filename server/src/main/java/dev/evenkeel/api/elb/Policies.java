package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.CreateAppCookieStickinessPolicyInput;
import dev.evenkeel.wire.elb.CreateAppCookieStickinessPolicyOutput;
import dev.evenkeel.wire.elb.CreateLBCookieStickinessPolicyInput;
import dev.evenkeel.wire.elb.CreateLBCookieStickinessPolicyOutput;
import dev.evenkeel.wire.elb.CreateLoadBalancerPolicyInput;
import dev.evenkeel.wire.elb.CreateLoadBalancerPolicyOutput;
import dev.evenkeel.wire.elb.DeleteLoadBalancerPolicyInput;
import dev.evenkeel.wire.elb.DeleteLoadBalancerPolicyOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.SetLoadBalancerPoliciesOfListenerInput;
import dev.evenkeel.wire.elb.SetLoadBalancerPoliciesOfListenerOutput;
import java.util.ArrayList;
import java.util.List;

/// The policies of Classic Load Balancers: made, put on listeners, taken away.
final class Policies {
    private static final int MOST = 100;

    private Policies() {}

    static Decision<CreateLBCookieStickinessPolicyOutput> createLoadBalancerCookie(
            World world, Call call, CreateLBCookieStickinessPolicyInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        Long seconds = input.cookieExpirationPeriod();
        return added(
                lb,
                PolicyRequest.loadBalancerCookie(
                        requireNonNull(input.policyName()), seconds == null ? 0 : seconds),
                new CreateLBCookieStickinessPolicyOutput());
    }

    static Decision<CreateAppCookieStickinessPolicyOutput> createApplicationCookie(
            World world, Call call, CreateAppCookieStickinessPolicyInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        return added(
                lb,
                PolicyRequest.applicationCookie(
                        requireNonNull(input.policyName()), requireNonNull(input.cookieName())),
                new CreateAppCookieStickinessPolicyOutput());
    }

    static Decision<CreateLoadBalancerPolicyOutput> create(
            World world, Call call, CreateLoadBalancerPolicyInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        return added(lb, PolicyRequest.of(input), new CreateLoadBalancerPolicyOutput());
    }

    private static <T> Decision<T> added(ClassicLoadBalancer lb, ClassicPolicy policy, T answer) {
        if (lb.policies().stream().anyMatch(other -> other.name().equals(policy.name()))) {
            throw new ApiFault(
                    ElbErrors.DUPLICATE_POLICY_NAME,
                    "Policy already exists with name " + policy.name());
        }
        var all = new ArrayList<>(lb.policies());
        all.add(policy);
        if (all.size() > MOST) {
            throw new ApiFault(
                    ElbErrors.TOO_MANY_POLICIES,
                    "A load balancer can have at most " + MOST + " policies");
        }
        return new Decision<>(List.of(new Change.Put(lb.withPolicies(all))), answer);
    }

    static Decision<SetLoadBalancerPoliciesOfListenerOutput> setOfListener(
            World world, Call call, SetLoadBalancerPoliciesOfListenerInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        int port = requireNonNull(input.loadBalancerPort());
        ListenerPorts listener =
                lb.listeners().stream()
                        .filter(each -> each.port() == port)
                        .findFirst()
                        .orElseThrow(() -> Lookup.noListener(lb, port));
        List<String> names = orEmpty(input.policyNames()).stream().distinct().toList();
        check(listener, names.stream().map(name -> PolicyView.named(lb, name)).toList());
        return new Decision<>(
                List.of(
                        new Change.Put(
                                lb.withListeners(
                                        lb.listeners().stream()
                                                .map(each ->
                                                        each.port() == port
                                                                ? each.withPolicies(names)
                                                                : each)
                                                .toList()))),
                new SetLoadBalancerPoliciesOfListenerOutput());
    }

    /// One kind of stickiness, where there are requests, and one word about TLS, where it is
    /// spoken.
    private static void check(ListenerPorts listener, List<ClassicPolicy> policies) {
        long sticky = policies.stream().filter(ClassicPolicy::isSticky).count();
        if (sticky > 0 && !listener.protocol().isHttp()) {
            throw Lookup.invalid(
                    "Session stickiness policies can be associated only with HTTP or HTTPS"
                            + " listeners.");
        }
        if (policies.size() > sticky && listener.certificate().isEmpty()) {
            throw Lookup.invalid(
                    "SSL negotiation policies can be associated only with HTTPS or SSL listeners.");
        }
        if (sticky > 1 || policies.size() - sticky > 1) {
            throw Lookup.invalid("A listener can have only one policy of each type.");
        }
    }

    /// One that is gone already is no mistake.
    static Decision<DeleteLoadBalancerPolicyOutput> delete(
            World world, Call call, DeleteLoadBalancerPolicyInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        String name = requireNonNull(input.policyName());
        if (lb.listeners().stream().anyMatch(each -> each.policies().contains(name))) {
            throw Lookup.invalid(
                    "The policy " + name + " cannot be deleted: it is enabled for a listener.");
        }
        List<ClassicPolicy> others =
                lb.policies().stream().filter(each -> !each.name().equals(name)).toList();
        return new Decision<>(
                List.of(new Change.Put(lb.withPolicies(others))),
                new DeleteLoadBalancerPolicyOutput());
    }
}
