package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Traffic;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.autoscaling.AttachLoadBalancerTargetGroupsResultType;
import dev.evenkeel.wire.autoscaling.AttachLoadBalancerTargetGroupsType;
import dev.evenkeel.wire.autoscaling.AttachLoadBalancersResultType;
import dev.evenkeel.wire.autoscaling.AttachLoadBalancersType;
import dev.evenkeel.wire.autoscaling.AttachTrafficSourcesResultType;
import dev.evenkeel.wire.autoscaling.AttachTrafficSourcesType;
import dev.evenkeel.wire.autoscaling.DescribeLoadBalancerTargetGroupsRequest;
import dev.evenkeel.wire.autoscaling.DescribeLoadBalancerTargetGroupsResponse;
import dev.evenkeel.wire.autoscaling.DescribeLoadBalancersRequest;
import dev.evenkeel.wire.autoscaling.DescribeLoadBalancersResponse;
import dev.evenkeel.wire.autoscaling.DescribeTrafficSourcesRequest;
import dev.evenkeel.wire.autoscaling.DescribeTrafficSourcesResponse;
import dev.evenkeel.wire.autoscaling.DetachLoadBalancerTargetGroupsResultType;
import dev.evenkeel.wire.autoscaling.DetachLoadBalancerTargetGroupsType;
import dev.evenkeel.wire.autoscaling.DetachLoadBalancersResultType;
import dev.evenkeel.wire.autoscaling.DetachLoadBalancersType;
import dev.evenkeel.wire.autoscaling.DetachTrafficSourcesResultType;
import dev.evenkeel.wire.autoscaling.DetachTrafficSourcesType;
import dev.evenkeel.wire.autoscaling.LoadBalancerState;
import dev.evenkeel.wire.autoscaling.LoadBalancerTargetGroupState;
import dev.evenkeel.wire.autoscaling.TrafficSourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Attaches target groups and Classic Load Balancers to groups, and detaches them. The members
/// follow with the same commit.
final class GroupTraffic {
    private static final int MAX_SOURCES = 50;
    private static final int MOST_AT_ONCE = 10;

    private GroupTraffic() {}

    static Decision<AttachLoadBalancerTargetGroupsResultType> attachTargetGroups(
            World world, Call call, AttachLoadBalancerTargetGroupsType input) {
        Traffic more = TrafficNames.named(input.targetGroupARNs(), null);
        return new Decision<>(
                attach(world, call, input.autoScalingGroupName(), more),
                new AttachLoadBalancerTargetGroupsResultType());
    }

    static Decision<AttachLoadBalancersResultType> attachLoadBalancers(
            World world, Call call, AttachLoadBalancersType input) {
        Traffic more = TrafficNames.named(null, input.loadBalancerNames());
        return new Decision<>(
                attach(world, call, input.autoScalingGroupName(), more),
                new AttachLoadBalancersResultType());
    }

    static Decision<AttachTrafficSourcesResultType> attachSources(
            World world, Call call, AttachTrafficSourcesType input) {
        Traffic more = TrafficNames.named(input.trafficSources());
        return new Decision<>(
                attach(world, call, input.autoScalingGroupName(), more),
                new AttachTrafficSourcesResultType());
    }

    private static List<Change> attach(
            World world, Call call, @Nullable String name, Traffic more) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(name);
        requireFew(more);
        Traffic existing = new TrafficNames(lookup.region()).existing(more);
        Traffic next = TrafficNames.plus(group.traffic(), existing);
        if (next.targetGroups().size() > MAX_SOURCES
                || next.classicLoadBalancers().size() > MAX_SOURCES) {
            throw ApiFault.validation(
                    "A group can have at most " + MAX_SOURCES + " traffic sources of a kind.");
        }
        return with(group, next);
    }

    static Decision<DetachLoadBalancerTargetGroupsResultType> detachTargetGroups(
            World world, Call call, DetachLoadBalancerTargetGroupsType input) {
        Traffic less = TrafficNames.named(input.targetGroupARNs(), null);
        return new Decision<>(
                detach(world, call, input.autoScalingGroupName(), less),
                new DetachLoadBalancerTargetGroupsResultType());
    }

    static Decision<DetachLoadBalancersResultType> detachLoadBalancers(
            World world, Call call, DetachLoadBalancersType input) {
        Traffic less = TrafficNames.named(null, input.loadBalancerNames());
        return new Decision<>(
                detach(world, call, input.autoScalingGroupName(), less),
                new DetachLoadBalancersResultType());
    }

    static Decision<DetachTrafficSourcesResultType> detachSources(
            World world, Call call, DetachTrafficSourcesType input) {
        Traffic less = TrafficNames.named(input.trafficSources());
        return new Decision<>(
                detach(world, call, input.autoScalingGroupName(), less),
                new DetachTrafficSourcesResultType());
    }

    private static List<Change> detach(
            World world, Call call, @Nullable String name, Traffic less) {
        AutoScalingGroup group = new GroupLookup(world, call).findToChange(name);
        requireFew(less);
        Traffic now = group.traffic();
        if (!now.targetGroups().containsAll(less.targetGroups())) {
            throw notPart("Target Groups");
        }
        if (!now.classicLoadBalancers().containsAll(less.classicLoadBalancers())) {
            throw notPart("Load Balancers");
        }
        return with(group, TrafficNames.minus(now, less));
    }

    private static void requireFew(Traffic named) {
        if (named.targetGroups().size() + named.classicLoadBalancers().size() > MOST_AT_ONCE) {
            throw ApiFault.validation(
                    "At most " + MOST_AT_ONCE + " traffic sources can be given at once.");
        }
    }

    /// Tools read these words to tell that there is nothing left to detach.
    private static ApiFault notPart(String sources) {
        return ApiFault.validation(
                "Trying to remove " + sources + " that are not part of the group");
    }

    private static List<Change> with(AutoScalingGroup group, Traffic next) {
        return List.of(new Change.Put(group.edit().traffic(next).done()));
    }

    static DescribeLoadBalancerTargetGroupsResponse describeTargetGroups(
            World world, Call call, DescribeLoadBalancerTargetGroupsRequest input) {
        AutoScalingGroup group = new GroupLookup(world, call).find(input.autoScalingGroupName());
        var states = new TrafficStates(world, call, group);
        var page =
                page(
                        group.traffic().targetGroups(),
                        Arn::value,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeLoadBalancerTargetGroupsResponse(
                page.items().stream()
                        .map(arn -> new LoadBalancerTargetGroupState(arn.value(), states.of(arn)))
                        .toList(),
                page.next());
    }

    static DescribeLoadBalancersResponse describeLoadBalancers(
            World world, Call call, DescribeLoadBalancersRequest input) {
        AutoScalingGroup group = new GroupLookup(world, call).find(input.autoScalingGroupName());
        var states = new TrafficStates(world, call, group);
        var page =
                page(
                        group.traffic().classicLoadBalancers(),
                        Function.identity(),
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeLoadBalancersResponse(
                page.items().stream()
                        .map(name -> new LoadBalancerState(name, states.ofClassic(name)))
                        .toList(),
                page.next());
    }

    static DescribeTrafficSourcesResponse describeSources(
            World world, Call call, DescribeTrafficSourcesRequest input) {
        AutoScalingGroup group = new GroupLookup(world, call).find(input.autoScalingGroupName());
        var states = new TrafficStates(world, call, group);
        var all = new ArrayList<TrafficSourceState>();
        for (Arn arn : group.traffic().targetGroups()) {
            String id = arn.value();
            all.add(new TrafficSourceState(id, states.of(arn), id, TrafficNames.TARGET_GROUP));
        }
        for (String name : group.traffic().classicLoadBalancers()) {
            all.add(
                    new TrafficSourceState(
                            name, states.ofClassic(name), name, TrafficNames.CLASSIC));
        }
        String type = input.trafficSourceType();
        all.removeIf(source -> type != null && !type.equals(source.type()));
        var page =
                page(
                        all,
                        source -> String.valueOf(source.identifier()),
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeTrafficSourcesResponse(page.items(), page.next());
    }

    private static <T> Page<T> page(List<T> all, Function<T, String> id, Page.Request request) {
        List<T> sorted = all.stream().sorted((a, b) -> id.apply(a).compareTo(id.apply(b))).toList();
        return Page.of(sorted, id, request);
    }
}
