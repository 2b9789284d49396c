package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.elbv2.Elbv2Operations;

/// The operations of Elastic Load Balancing v2 that are answered.
public final class Elbv2 {
    private Elbv2() {}

    /// The operations over targets whose answers nobody watches.
    public static Operations operations() {
        return operations(TargetConduct.INCONSPICUOUS);
    }

    public static Operations operations(TargetConduct conduct) {
        var operations = Operations.of(Elbv2Operations.SERVICE);
        loadBalancers(operations);
        listeners(operations);
        rules(operations);
        targetGroups(operations, conduct);
        account(operations);
        return operations;
    }

    private static void loadBalancers(Operations to) {
        to.write(Elbv2Operations.CREATE_LOAD_BALANCER, LoadBalancers::create)
                .read(Elbv2Operations.DESCRIBE_LOAD_BALANCERS, LoadBalancers::describe)
                .write(Elbv2Operations.DELETE_LOAD_BALANCER, LoadBalancers::delete)
                .read(
                        Elbv2Operations.DESCRIBE_LOAD_BALANCER_ATTRIBUTES,
                        LoadBalancerSettings::attributes)
                .write(
                        Elbv2Operations.MODIFY_LOAD_BALANCER_ATTRIBUTES,
                        LoadBalancerSettings::modifyAttributes)
                .write(Elbv2Operations.SET_SUBNETS, LoadBalancerSettings::setSubnets)
                .write(Elbv2Operations.SET_SECURITY_GROUPS, LoadBalancerSettings::setSecurityGroups)
                .write(Elbv2Operations.SET_IP_ADDRESS_TYPE, LoadBalancerSettings::setIpAddressType)
                .read(
                        Elbv2Operations.DESCRIBE_CAPACITY_RESERVATION,
                        LoadBalancers::capacityReservation);
    }

    private static void listeners(Operations to) {
        to.write(Elbv2Operations.CREATE_LISTENER, Listeners::create)
                .read(Elbv2Operations.DESCRIBE_LISTENERS, Listeners::describe)
                .write(Elbv2Operations.MODIFY_LISTENER, Listeners::modify)
                .write(Elbv2Operations.DELETE_LISTENER, Listeners::delete)
                .read(Elbv2Operations.DESCRIBE_LISTENER_ATTRIBUTES, ListenerSettings::attributes)
                .write(
                        Elbv2Operations.MODIFY_LISTENER_ATTRIBUTES,
                        ListenerSettings::modifyAttributes)
                .read(
                        Elbv2Operations.DESCRIBE_LISTENER_CERTIFICATES,
                        ListenerCertificates::describe)
                .write(Elbv2Operations.ADD_LISTENER_CERTIFICATES, ListenerCertificates::add)
                .write(Elbv2Operations.REMOVE_LISTENER_CERTIFICATES, ListenerCertificates::remove);
    }

    private static void rules(Operations to) {
        to.write(Elbv2Operations.CREATE_RULE, Rules::create)
                .read(Elbv2Operations.DESCRIBE_RULES, RuleOrder::describe)
                .write(Elbv2Operations.MODIFY_RULE, Rules::modify)
                .write(Elbv2Operations.DELETE_RULE, Rules::delete)
                .write(Elbv2Operations.SET_RULE_PRIORITIES, RuleOrder::set);
    }

    private static void targetGroups(Operations to, TargetConduct conduct) {
        to.write(Elbv2Operations.CREATE_TARGET_GROUP, TargetGroups::create)
                .read(Elbv2Operations.DESCRIBE_TARGET_GROUPS, TargetGroups::describe)
                .write(Elbv2Operations.MODIFY_TARGET_GROUP, TargetGroups::modify)
                .write(Elbv2Operations.DELETE_TARGET_GROUP, TargetGroups::delete)
                .read(Elbv2Operations.DESCRIBE_TARGET_GROUP_ATTRIBUTES, TargetGroups::attributes)
                .write(
                        Elbv2Operations.MODIFY_TARGET_GROUP_ATTRIBUTES,
                        TargetGroups::modifyAttributes)
                .write(Elbv2Operations.REGISTER_TARGETS, Targets::register)
                .write(Elbv2Operations.DEREGISTER_TARGETS, Targets::deregister)
                .read(
                        Elbv2Operations.DESCRIBE_TARGET_HEALTH,
                        (world, call, input) ->
                                TargetHealthView.describe(world, call, input, conduct));
    }

    private static void account(Operations to) {
        to.write(Elbv2Operations.ADD_TAGS, Tagging::add)
                .write(Elbv2Operations.REMOVE_TAGS, Tagging::remove)
                .read(Elbv2Operations.DESCRIBE_TAGS, Tagging::describe)
                .read(
                        Elbv2Operations.DESCRIBE_ACCOUNT_LIMITS,
                        (world, call, input) -> Quota.describe(input))
                .read(
                        Elbv2Operations.DESCRIBE_SSL_POLICIES,
                        (world, call, input) -> SslPolicies.describe(input));
    }
}
