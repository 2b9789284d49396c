package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.Operations;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.wire.autoscaling.AutoScalingOperations;

/// The operations of EC2 Auto Scaling that are answered.
public final class AutoScaling {
    private AutoScaling() {}

    /// `metrics` tells what was forecast in the past.
    public static Operations operations(MetricReader metrics) {
        var operations = Operations.of(AutoScalingOperations.SERVICE);
        groups(operations);
        members(operations);
        traffic(operations);
        hooks(operations);
        refreshes(operations);
        policies(operations, metrics);
        schedules(operations);
        catalogue(operations);
        return operations;
    }

    private static void groups(Operations operations) {
        operations
                .write(AutoScalingOperations.CREATE_AUTO_SCALING_GROUP, GroupCreation::decide)
                .write(AutoScalingOperations.UPDATE_AUTO_SCALING_GROUP, GroupUpdate::decide)
                .write(AutoScalingOperations.DELETE_AUTO_SCALING_GROUP, GroupDeletion::decide)
                .write(AutoScalingOperations.SET_DESIRED_CAPACITY, GroupUpdate::setDesired)
                .read(AutoScalingOperations.DESCRIBE_AUTO_SCALING_GROUPS, GroupDescriptions::groups)
                .write(
                        AutoScalingOperations.CREATE_LAUNCH_CONFIGURATION,
                        LaunchConfigurations::create)
                .read(
                        AutoScalingOperations.DESCRIBE_LAUNCH_CONFIGURATIONS,
                        LaunchConfigurations::describe)
                .write(
                        AutoScalingOperations.DELETE_LAUNCH_CONFIGURATION,
                        LaunchConfigurations::delete)
                .write(AutoScalingOperations.CREATE_OR_UPDATE_TAGS, GroupTags::createOrUpdate)
                .write(AutoScalingOperations.DELETE_TAGS, GroupTags::delete)
                .read(AutoScalingOperations.DESCRIBE_TAGS, GroupTags::describe)
                .write(AutoScalingOperations.SUSPEND_PROCESSES, Processes::suspend)
                .write(AutoScalingOperations.RESUME_PROCESSES, Processes::resume)
                .write(AutoScalingOperations.ENABLE_METRICS_COLLECTION, MetricsCollection::enable)
                .write(
                        AutoScalingOperations.DISABLE_METRICS_COLLECTION,
                        MetricsCollection::disable);
    }

    private static void members(Operations operations) {
        operations
                .read(
                        AutoScalingOperations.DESCRIBE_AUTO_SCALING_INSTANCES,
                        GroupDescriptions::instances)
                .write(AutoScalingOperations.SET_INSTANCE_HEALTH, Members::setHealth)
                .write(AutoScalingOperations.SET_INSTANCE_PROTECTION, Members::setProtection)
                .write(
                        AutoScalingOperations.TERMINATE_INSTANCE_IN_AUTO_SCALING_GROUP,
                        Members::terminate)
                .write(AutoScalingOperations.ENTER_STANDBY, Standby::enter)
                .write(AutoScalingOperations.EXIT_STANDBY, Standby::exit)
                .write(AutoScalingOperations.ATTACH_INSTANCES, Standby::attach)
                .write(AutoScalingOperations.DETACH_INSTANCES, Standby::detach)
                .write(AutoScalingOperations.LAUNCH_INSTANCES, LaunchInstances::launch)
                .read(AutoScalingOperations.DESCRIBE_SCALING_ACTIVITIES, Activities::describe);
    }

    private static void traffic(Operations operations) {
        operations
                .write(
                        AutoScalingOperations.ATTACH_LOAD_BALANCER_TARGET_GROUPS,
                        GroupTraffic::attachTargetGroups)
                .write(
                        AutoScalingOperations.DETACH_LOAD_BALANCER_TARGET_GROUPS,
                        GroupTraffic::detachTargetGroups)
                .read(
                        AutoScalingOperations.DESCRIBE_LOAD_BALANCER_TARGET_GROUPS,
                        GroupTraffic::describeTargetGroups)
                .write(
                        AutoScalingOperations.ATTACH_LOAD_BALANCERS,
                        GroupTraffic::attachLoadBalancers)
                .write(
                        AutoScalingOperations.DETACH_LOAD_BALANCERS,
                        GroupTraffic::detachLoadBalancers)
                .read(
                        AutoScalingOperations.DESCRIBE_LOAD_BALANCERS,
                        GroupTraffic::describeLoadBalancers)
                .write(AutoScalingOperations.ATTACH_TRAFFIC_SOURCES, GroupTraffic::attachSources)
                .write(AutoScalingOperations.DETACH_TRAFFIC_SOURCES, GroupTraffic::detachSources)
                .read(
                        AutoScalingOperations.DESCRIBE_TRAFFIC_SOURCES,
                        GroupTraffic::describeSources);
    }

    private static void hooks(Operations operations) {
        operations
                .write(AutoScalingOperations.PUT_LIFECYCLE_HOOK, LifecycleHooks::put)
                .write(AutoScalingOperations.DELETE_LIFECYCLE_HOOK, LifecycleHooks::delete)
                .read(AutoScalingOperations.DESCRIBE_LIFECYCLE_HOOKS, LifecycleHooks::describe)
                .read(AutoScalingOperations.DESCRIBE_LIFECYCLE_HOOK_TYPES, LifecycleHooks::types)
                .write(AutoScalingOperations.COMPLETE_LIFECYCLE_ACTION, LifecycleActions::complete)
                .write(
                        AutoScalingOperations.RECORD_LIFECYCLE_ACTION_HEARTBEAT,
                        LifecycleActions::beat);
    }

    private static void refreshes(Operations operations) {
        operations
                .write(AutoScalingOperations.PUT_WARM_POOL, WarmPools::put)
                .read(AutoScalingOperations.DESCRIBE_WARM_POOL, WarmPools::describe)
                .write(AutoScalingOperations.DELETE_WARM_POOL, WarmPools::delete)
                .write(AutoScalingOperations.START_INSTANCE_REFRESH, InstanceRefreshes::start)
                .read(
                        AutoScalingOperations.DESCRIBE_INSTANCE_REFRESHES,
                        InstanceRefreshes::describe)
                .write(AutoScalingOperations.CANCEL_INSTANCE_REFRESH, InstanceRefreshes::cancel)
                .write(
                        AutoScalingOperations.ROLLBACK_INSTANCE_REFRESH,
                        InstanceRefreshes::rollBack);
    }

    private static void policies(Operations operations, MetricReader metrics) {
        var forecasts = new PredictiveForecasts(metrics);
        operations
                .effect(AutoScalingOperations.GET_PREDICTIVE_SCALING_FORECAST, forecasts::get)
                .write(AutoScalingOperations.PUT_SCALING_POLICY, Policies::put)
                .read(AutoScalingOperations.DESCRIBE_POLICIES, Policies::describe)
                .write(AutoScalingOperations.DELETE_POLICY, Policies::delete)
                .write(AutoScalingOperations.EXECUTE_POLICY, PolicyExecution::decide);
    }

    private static void schedules(Operations operations) {
        operations
                .write(
                        AutoScalingOperations.PUT_SCHEDULED_UPDATE_GROUP_ACTION,
                        ScheduledActions::put)
                .write(
                        AutoScalingOperations.BATCH_PUT_SCHEDULED_UPDATE_GROUP_ACTION,
                        ScheduledActions::putAll)
                .write(AutoScalingOperations.DELETE_SCHEDULED_ACTION, ScheduledActions::delete)
                .write(
                        AutoScalingOperations.BATCH_DELETE_SCHEDULED_ACTION,
                        ScheduledActions::deleteAll)
                .read(AutoScalingOperations.DESCRIBE_SCHEDULED_ACTIONS, ScheduledActions::describe);
    }

    private static void catalogue(Operations operations) {
        operations
                .read(AutoScalingOperations.DESCRIBE_ADJUSTMENT_TYPES, Catalogue::adjustmentTypes)
                .read(
                        AutoScalingOperations.DESCRIBE_TERMINATION_POLICY_TYPES,
                        Catalogue::terminationPolicyTypes)
                .read(AutoScalingOperations.DESCRIBE_SCALING_PROCESS_TYPES, Processes::types)
                .read(
                        AutoScalingOperations.DESCRIBE_METRIC_COLLECTION_TYPES,
                        MetricsCollection::types)
                .read(AutoScalingOperations.DESCRIBE_ACCOUNT_LIMITS, Catalogue::limits)
                .write(AutoScalingOperations.PUT_NOTIFICATION_CONFIGURATION, Notifications::put)
                .write(
                        AutoScalingOperations.DELETE_NOTIFICATION_CONFIGURATION,
                        Notifications::delete)
                .read(
                        AutoScalingOperations.DESCRIBE_NOTIFICATION_CONFIGURATIONS,
                        Notifications::describe)
                .read(
                        AutoScalingOperations.DESCRIBE_AUTO_SCALING_NOTIFICATION_TYPES,
                        Notifications::types);
    }
}
