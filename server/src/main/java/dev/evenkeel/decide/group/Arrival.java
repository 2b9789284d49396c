package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.InstancePlanner.Launch;
import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LifecycleHook.Transition;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Tags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/// A member's way into its group: an identity and an address, then in service once it runs.
final class Arrival {
    /// How long a launch that cannot even begin is left alone.
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(30);

    private final Draft draft;
    private final AutoScalingGroup group;

    Arrival(Draft draft, AutoScalingGroup group) {
        this.draft = draft;
        this.group = group;
    }

    /// Gives each launch an instance to be, of the warm pool if there is one. The driver is asked
    /// once this is durable.
    void begin(List<Launch> launches) {
        launch(Pool.draw(draft, group, launches), Lifecycle.PENDING);
    }

    /// Launches instances for the warm pool.
    void prepare(List<Launch> launches) {
        launch(launches, Lifecycle.WARMED_PENDING);
    }

    private void launch(List<Launch> launches, Lifecycle first) {
        if (launches.isEmpty() || failedLately() || LaunchBrake.holds(draft, group)) {
            return;
        }
        Map<String, Queue<String>> addresses = addresses(launches);
        for (Launch launch : launches) {
            Network.Subnet subnet = subnet(launch.zone());
            Queue<String> free = addresses.getOrDefault(launch.zone(), new ArrayDeque<>());
            if (free.isEmpty()) {
                fail(launch, noAddress(subnet));
                return;
            }
            Offer offer = launch.offer();
            Optional<LaunchTicket> ticket = LaunchTicket.of(draft.world(), group.scope(), offer);
            if (ticket.isEmpty()) {
                fail(launch, LaunchTicket.missing(offer.source()));
                return;
            }
            InstanceSettings settings = ticket.get().settings();
            Optional<Long> price = LaunchTicket.spotPriceAbove(settings);
            if (price.isPresent()) {
                fail(launch, ActivityText.tooDear(settings.spot().orElseThrow(), price.get()));
                return;
            }
            var _ = begin(launch, first, ticket.get(), place(subnet, free.remove()));
        }
    }

    /// Launches without regard to the pool and to what failed lately, as far as there are
    /// addresses. Answers the instances.
    List<Instance> launchNow(List<Launch> launches, LaunchTicket ticket) {
        Map<String, Queue<String>> addresses = addresses(launches);
        var launched = new ArrayList<Instance>();
        for (Launch launch : launches) {
            Queue<String> free = addresses.getOrDefault(launch.zone(), new ArrayDeque<>());
            if (!free.isEmpty()) {
                Instance.Placement placement = place(subnet(launch.zone()), free.remove());
                launched.add(begin(launch, Lifecycle.PENDING, ticket, placement));
            }
        }
        return launched;
    }

    private Map<String, Queue<String>> addresses(List<Launch> launches) {
        Map<String, Integer> perZone = new HashMap<>();
        launches.forEach(launch -> perZone.merge(launch.zone(), 1, Integer::sum));
        Map<String, Queue<String>> addresses = new HashMap<>();
        perZone.forEach((zone, count) ->
                network()
                        .freeAddresses(draft.world(), subnet(zone), count)
                        .ifPresent(free -> addresses.put(zone, new ArrayDeque<>(free))));
        return addresses;
    }

    private Network network() {
        return draft.world().site().network();
    }

    Network.Subnet subnet(String zone) {
        return group.subnets().stream()
                .map(network()::subnet)
                .flatMap(Optional::stream)
                .filter(subnet -> subnet.zone().equals(zone))
                .findFirst()
                .or(() -> network().subnetOf(zone))
                .orElseThrow();
    }

    private Instance.Placement place(Network.Subnet subnet, String address) {
        return new Instance.Placement(
                subnet.zone(), subnet.subnetId(), address, ResourceIds.ec2("eni", draft.random()));
    }

    private Instance begin(
            Launch launch, Lifecycle first, LaunchTicket ticket, Instance.Placement placement) {
        InstanceId id = InstanceId.random(draft.random());
        boolean forPool = first == Lifecycle.WARMED_PENDING;
        Activity activity =
                activity(
                        forPool ? ActivityText.intoPool(id) : ActivityText.launching(id),
                        launch.cause(),
                        Activity.Status.PRE_IN_SERVICE,
                        placement);
        draft.put(activity);
        var instance =
                new Instance(
                        id,
                        group.scope(),
                        ResourceIds.ec2("r", draft.random()),
                        placement,
                        ticket.settings(),
                        Refreshes.launchTime(draft.world(), group, draft.now()),
                        Instance.State.PENDING,
                        "",
                        Optional.empty(),
                        Optional.of(membership(first, ticket, activity, launch.offer().weight())),
                        tags(ticket.settings()));
        draft.put(instance);
        return instance;
    }

    private GroupMembership membership(
            Lifecycle first, LaunchTicket ticket, Activity activity, int weight) {
        return new GroupMembership(
                group.name(),
                first,
                draft.now(),
                Optional.of(ticket.source()),
                Optional.empty(),
                "",
                group.newInstancesProtected(),
                activity.activityId(),
                weight);
    }

    private Tags tags(InstanceSettings settings) {
        var tags = new TreeMap<String, String>();
        group.tags().stream()
                .filter(AutoScalingGroup.PropagatedTag::propagates)
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        tags.put("aws:autoscaling:groupName", group.name());
        return settings.tags().plus(tags);
    }

    Activity activity(
            String description,
            String cause,
            Activity.Status status,
            Instance.Placement placement) {
        return new Activity(
                group.scope(),
                ResourceIds.uuid(draft.random()).toString(),
                group.name(),
                description,
                cause,
                draft.now(),
                Optional.empty(),
                status,
                "",
                30,
                ActivityText.details(placement.subnetId(), placement.zone()));
    }

    static String noAddress(Network.Subnet subnet) {
        return "There are not enough free addresses in subnet '"
                + subnet.subnetId()
                + "' to satisfy the requested number of instances.";
    }

    private void fail(Launch launch, String why) {
        Network.Subnet subnet = subnet(launch.zone());
        Activity activity =
                activity(
                        ActivityText.launchFailed(why),
                        launch.cause(),
                        Activity.Status.FAILED,
                        place(subnet, ""));
        draft.put(activity.ended(Activity.Status.FAILED, ActivityText.failure(why), draft.now()));
    }

    private boolean failedLately() {
        return draft.world().in(group.scope()).by(Activity.class, group.name()).stream()
                .filter(a -> a.status() == Activity.Status.FAILED)
                .filter(a -> a.description().endsWith("failed."))
                .filter(a -> !hasMember(a))
                .anyMatch(a -> a.startedAt().plus(FAILURE_PAUSE).isAfter(draft.now()));
    }

    /// A launch that a driver refused concerns its zone only, and has an instance to tell so.
    private boolean hasMember(Activity activity) {
        return GroupView.of(draft.world(), group).ended().stream()
                .anyMatch(m -> GroupView.membership(m).activityId().equals(activity.activityId()));
    }

    /// Brings a new member one step further. Answers whether its launch has ended.
    static boolean advance(Draft draft, GroupView view, Instance member) {
        return switch (member.state()) {
            case PENDING -> false;
            case RUNNING -> comeNearer(draft, view, member);
            case TERMINATED -> fail(draft, member);
            case SHUTTING_DOWN, STOPPING, STOPPED -> {
                String cause = ActivityText.takenOutOfService(draft.now(), ActivityText.REPLACED);
                Departure.begin(draft, view.group(), member, cause);
                yield true;
            }
        };
    }

    /// A member that runs is held by its group's hooks, then enters service.
    private static boolean comeNearer(Draft draft, GroupView view, Instance member) {
        if (GroupView.lifecycle(member) == Lifecycle.PENDING_PROCEED) {
            return enterService(draft, view, member);
        }
        if (GroupView.lifecycle(member) == Lifecycle.PENDING) {
            if (!Hooks.hold(draft, view.group(), member, Transition.LAUNCHING)) {
                return enterService(draft, view, member);
            }
            draft.put(entered(member, Lifecycle.PENDING_WAIT, draft));
            Departure.activity(draft, member)
                    .ifPresent(a -> draft.put(a.moved(Activity.Status.MID_LIFECYCLE_ACTION, 60)));
            return false;
        }
        return switch (Hooks.standing(draft, member)) {
            case Hooks.Standing.Waiting() -> false;
            case Hooks.Standing.MayGoOn() -> {
                Hooks.release(draft, member);
                draft.put(entered(member, Lifecycle.PENDING_PROCEED, draft));
                yield false;
            }
            case Hooks.Standing.Abandoned(String message) -> {
                Departure.abandon(draft, view.group(), member, message);
                yield true;
            }
        };
    }

    private static boolean enterService(Draft draft, GroupView view, Instance member) {
        Instance serving = entered(member, Lifecycle.IN_SERVICE, draft);
        draft.put(serving);
        end(draft, member, Activity.Status.SUCCESSFUL, "");
        if (!view.isSuspended("AddToLoadBalancer")) {
            Traffic.register(draft, view.group().traffic(), serving);
        }
        return true;
    }

    static boolean fail(Draft draft, Instance member) {
        Hooks.release(draft, member);
        draft.put(entered(member, Lifecycle.TERMINATED, draft));
        String reason = member.stateReason();
        String why = reason.substring(reason.indexOf(':') + 1).strip();
        end(draft, member, Activity.Status.FAILED, why);
        return true;
    }

    static Instance entered(Instance member, Lifecycle next, Draft draft) {
        return member.withMembership(member.membership().map(m -> m.enter(next, draft.now())));
    }

    private static void end(Draft draft, Instance member, Activity.Status status, String why) {
        draft.world()
                .in(member.scope())
                .find(Activity.class, GroupView.membership(member).activityId())
                .map(a -> why.isEmpty() ? a : a.described(ActivityText.launchFailed(why)))
                .map(a ->
                        a.ended(
                                status,
                                why.isEmpty() ? "" : ActivityText.failure(why),
                                draft.now()))
                .ifPresent(draft::put);
    }
}
