package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.InstancePlanner.Launch;
import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Instances that a user launches into a group, in a zone of his choice: he learns at once which
/// there will be. The group wants as many more.
///
/// `failed` says why some, or all, could not be launched.
public record DirectLaunch(
        List<Change> changes, List<Instance> instances, Optional<Failure> failed) {
    public DirectLaunch {
        changes = List.copyOf(changes);
        instances = List.copyOf(instances);
    }

    /// One of EC2's error codes, and its words.
    public record Failure(String code, String message) {}

    /// @param retries whether the group shall want also those that could not be launched, and
    ///   launch them as it launches all others
    public static DirectLaunch of(
            Moment moment, AutoScalingGroup group, String zone, int count, boolean retries) {
        var draft = new Draft(moment);
        Offer offer = offer(moment.world(), group);
        Optional<LaunchTicket> ticket = LaunchTicket.of(moment.world(), group.scope(), offer);
        boolean isOpen =
                GroupView.of(moment.world(), group).launchZones(moment.now()).contains(zone);
        Capacity from = group.capacity();
        String cause = ActivityText.launchedOnRequest(moment.now());
        var arrival = new Arrival(draft, group);
        List<Instance> launched =
                ticket.isEmpty() || !isOpen
                        ? List.of()
                        : arrival.launchNow(
                                Collections.nCopies(count, new Launch(zone, offer, cause)),
                                ticket.get());
        int more = retries ? count : launched.size();
        if (more > 0) {
            int to = from.desired() + more;
            AutoScalingGroup.Edit edit = group.edit().capacity(from.wanting(to));
            String wanted = ActivityText.wantedOnRequest(moment.now(), from.desired(), to);
            draft.put(more > launched.size() ? edit.lastChange(wanted).done() : edit.done());
        }
        Optional<Failure> failed =
                launched.size() == count
                        ? Optional.empty()
                        : Optional.of(failure(offer, zone, isOpen, ticket, arrival));
        return new DirectLaunch(draft.changes(), launched, failed);
    }

    private static Offer offer(World world, AutoScalingGroup group) {
        return Offers.of(world, Refreshes.launching(world, group)).onDemand().getFirst();
    }

    private static Failure failure(
            Offer offer,
            String zone,
            boolean isOpen,
            Optional<LaunchTicket> ticket,
            Arrival arrival) {
        if (ticket.isEmpty()) {
            return new Failure(
                    "InvalidLaunchTemplateId.NotFound", LaunchTicket.missing(offer.source()));
        }
        return isOpen
                ? new Failure(
                        "InsufficientFreeAddressesInSubnet",
                        Arrival.noAddress(arrival.subnet(zone)))
                : new Failure(
                        "InsufficientInstanceCapacity",
                        "We currently do not have sufficient capacity in the Availability Zone you"
                                + " requested ("
                                + zone
                                + ").");
    }
}
