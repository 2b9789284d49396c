package dev.evenkeel.api.elb;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.elb.ElbOperations;

/// The operations of Classic Load Balancers that are answered.
public final class Elb {
    private Elb() {}

    public static Operations operations() {
        var operations = Operations.of(ElbOperations.SERVICE);
        loadBalancers(operations);
        instances(operations);
        settings(operations);
        policies(operations);
        return operations;
    }

    private static void loadBalancers(Operations to) {
        to.write(ElbOperations.CREATE_LOAD_BALANCER, LoadBalancers::create)
                .read(ElbOperations.DESCRIBE_LOAD_BALANCERS, LoadBalancers::describe)
                .write(ElbOperations.DELETE_LOAD_BALANCER, LoadBalancers::delete)
                .write(ElbOperations.CREATE_LOAD_BALANCER_LISTENERS, LoadBalancers::createListeners)
                .write(
                        ElbOperations.SET_LOAD_BALANCER_LISTENER_SSL_CERTIFICATE,
                        ListenerCertificate::set)
                .write(ElbOperations.DELETE_LOAD_BALANCER_LISTENERS, LoadBalancers::deleteListeners)
                .write(ElbOperations.ENABLE_AVAILABILITY_ZONES_FOR_LOAD_BALANCER, Zones::enable)
                .write(ElbOperations.DISABLE_AVAILABILITY_ZONES_FOR_LOAD_BALANCER, Zones::disable)
                .write(ElbOperations.ATTACH_LOAD_BALANCER_TO_SUBNETS, Zones::attach)
                .write(ElbOperations.DETACH_LOAD_BALANCER_FROM_SUBNETS, Zones::detach)
                .write(ElbOperations.APPLY_SECURITY_GROUPS_TO_LOAD_BALANCER, SecurityGroups::apply);
    }

    private static void instances(Operations to) {
        to.write(ElbOperations.REGISTER_INSTANCES_WITH_LOAD_BALANCER, Registrations::register)
                .write(
                        ElbOperations.DEREGISTER_INSTANCES_FROM_LOAD_BALANCER,
                        Registrations::deregister)
                .write(ElbOperations.CONFIGURE_HEALTH_CHECK, HealthChecks::configure)
                .read(ElbOperations.DESCRIBE_INSTANCE_HEALTH, InstanceHealth::describe);
    }

    private static void settings(Operations to) {
        to.read(ElbOperations.DESCRIBE_LOAD_BALANCER_ATTRIBUTES, Settings::describe)
                .write(ElbOperations.MODIFY_LOAD_BALANCER_ATTRIBUTES, Settings::modify)
                .write(ElbOperations.ADD_TAGS, Tagging::add)
                .write(ElbOperations.REMOVE_TAGS, Tagging::remove)
                .read(ElbOperations.DESCRIBE_TAGS, Tagging::describe)
                .read(
                        ElbOperations.DESCRIBE_ACCOUNT_LIMITS,
                        (world, call, input) -> Quota.describe(input));
    }

    private static void policies(Operations to) {
        to.write(
                        ElbOperations.CREATE_LB_COOKIE_STICKINESS_POLICY,
                        Policies::createLoadBalancerCookie)
                .write(
                        ElbOperations.CREATE_APP_COOKIE_STICKINESS_POLICY,
                        Policies::createApplicationCookie)
                .write(ElbOperations.CREATE_LOAD_BALANCER_POLICY, Policies::create)
                .write(
                        ElbOperations.SET_LOAD_BALANCER_POLICIES_OF_LISTENER,
                        Policies::setOfListener)
                .write(ElbOperations.DELETE_LOAD_BALANCER_POLICY, Policies::delete)
                .read(ElbOperations.DESCRIBE_LOAD_BALANCER_POLICIES, PolicyView::describe)
                .read(
                        ElbOperations.DESCRIBE_LOAD_BALANCER_POLICY_TYPES,
                        (world, call, input) -> PolicyView.describeTypes(input));
    }
}
