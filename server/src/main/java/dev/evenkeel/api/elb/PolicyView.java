package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.AppCookieStickinessPolicy;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPoliciesInput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPoliciesOutput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPolicyTypesInput;
import dev.evenkeel.wire.elb.DescribeLoadBalancerPolicyTypesOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.LBCookieStickinessPolicy;
import dev.evenkeel.wire.elb.Policies;
import dev.evenkeel.wire.elb.PolicyAttributeDescription;
import dev.evenkeel.wire.elb.PolicyAttributeTypeDescription;
import dev.evenkeel.wire.elb.PolicyDescription;
import dev.evenkeel.wire.elb.PolicyTypeDescription;
import java.util.ArrayList;
import java.util.List;

/// Policies and their types as the API shows them. Only load balancers have policies here: there
/// are no samples.
final class PolicyView {
    private static final List<PolicyTypeDescription> TYPES =
            List.of(
                    type(
                            PolicyRequest.LOAD_BALANCER_COOKIE,
                            "Keeps clients of an HTTP or HTTPS listener with an instance by a"
                                    + " cookie of the load balancer",
                            attribute(PolicyRequest.SECONDS, "Long", "ZERO_OR_ONE")),
                    type(
                            PolicyRequest.APPLICATION_COOKIE,
                            "Keeps clients of an HTTP or HTTPS listener with an instance for as"
                                    + " long as they have the application's cookie",
                            attribute(PolicyRequest.COOKIE, "String", "ONE")),
                    type(
                            PolicyRequest.SSL_NEGOTIATION,
                            "The protocols and ciphers of an HTTPS listener",
                            attribute(PolicyRequest.REFERENCE, "String", "ONE")));

    private PolicyView() {}

    private static PolicyTypeDescription type(
            String name, String description, PolicyAttributeTypeDescription attribute) {
        return new PolicyTypeDescription(name, description, List.of(attribute));
    }

    private static PolicyAttributeTypeDescription attribute(
            String name, String type, String cardinality) {
        return PolicyAttributeTypeDescription.builder()
                .attributeName(name)
                .attributeType(type)
                .cardinality(cardinality)
                .build();
    }

    static DescribeLoadBalancerPolicyTypesOutput describeTypes(
            DescribeLoadBalancerPolicyTypesInput input) {
        List<String> names = orEmpty(input.policyTypeNames());
        var chosen = new ArrayList<PolicyTypeDescription>();
        for (String name : names) {
            chosen.add(
                    TYPES.stream()
                            .filter(type -> name.equals(type.policyTypeName()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ApiFault(
                                            ElbErrors.POLICY_TYPE_NOT_FOUND,
                                            "Policy Type not found: " + name)));
        }
        return new DescribeLoadBalancerPolicyTypesOutput(names.isEmpty() ? TYPES : chosen);
    }

    static DescribeLoadBalancerPoliciesOutput describe(
            World world, Call call, DescribeLoadBalancerPoliciesInput input) {
        List<String> names = orEmpty(input.policyNames());
        String balancer = input.loadBalancerName();
        if (balancer == null) {
            if (!names.isEmpty()) {
                throw notFound(names.getFirst());
            }
            return new DescribeLoadBalancerPoliciesOutput(List.of());
        }
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, balancer);
        List<ClassicPolicy> chosen =
                names.isEmpty()
                        ? lb.policies()
                        : names.stream().map(name -> named(lb, name)).toList();
        return new DescribeLoadBalancerPoliciesOutput(chosen.stream().map(PolicyView::of).toList());
    }

    static ClassicPolicy named(ClassicLoadBalancer lb, String name) {
        return lb.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound(name));
    }

    private static ApiFault notFound(String name) {
        return new ApiFault(ElbErrors.POLICY_NOT_FOUND, "There is no policy with name " + name);
    }

    private static PolicyDescription of(ClassicPolicy policy) {
        return switch (policy) {
            case ClassicPolicy.LoadBalancerCookie(String name, int seconds) ->
                    description(
                            name,
                            PolicyRequest.LOAD_BALANCER_COOKIE,
                            PolicyRequest.SECONDS,
                            Integer.toString(seconds));
            case ClassicPolicy.ApplicationCookie(String name, String cookie) ->
                    description(
                            name, PolicyRequest.APPLICATION_COOKIE, PolicyRequest.COOKIE, cookie);
            case ClassicPolicy.SslNegotiation(String name, String reference) ->
                    description(
                            name,
                            PolicyRequest.SSL_NEGOTIATION,
                            PolicyRequest.REFERENCE,
                            reference);
        };
    }

    private static PolicyDescription description(
            String name, String type, String attribute, String value) {
        return new PolicyDescription(
                name, type, List.of(new PolicyAttributeDescription(attribute, value)));
    }

    /// As a load balancer lists what it has.
    static Policies of(ClassicLoadBalancer lb) {
        var application = new ArrayList<AppCookieStickinessPolicy>();
        var own = new ArrayList<LBCookieStickinessPolicy>();
        var other = new ArrayList<String>();
        for (ClassicPolicy policy : lb.policies()) {
            switch (policy) {
                case ClassicPolicy.ApplicationCookie(String name, String cookie) ->
                        application.add(new AppCookieStickinessPolicy(name, cookie));
                case ClassicPolicy.LoadBalancerCookie(String name, int seconds) ->
                        own.add(new LBCookieStickinessPolicy(name, (long) seconds));
                case ClassicPolicy.SslNegotiation(String name, String _) -> other.add(name);
            }
        }
        return new Policies(application, own, other);
    }
}
