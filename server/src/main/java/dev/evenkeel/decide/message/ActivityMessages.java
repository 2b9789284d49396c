package dev.evenkeel.decide.message;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.NotificationConfiguration.Occasion;
import dev.evenkeel.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told when a launch or a termination has ended. Everything else a group does - standby,
/// attaching, detaching - is told by its activities only, as AWS does.
final class ActivityMessages {
    static final String SOURCE = "aws.autoscaling";
    static final String SERVICE = "AWS Auto Scaling";
    private static final String LAUNCHING = "Launching a new EC2 instance";
    private static final String INTO_POOL = LAUNCHING + " into warm pool";
    private static final String FROM_POOL = LAUNCHING + " from warm pool";
    private static final String TERMINATING = "Terminating EC2 instance";
    private static final String EC2 = "EC2";
    private static final String GROUP = "AutoScalingGroup";
    private static final String POOL = "WarmPool";

    private ActivityMessages() {}

    /// Between which of AWS's three places an instance moves.
    record Way(String origin, String destination) {
        JsonObject into(JsonObject json) {
            return json.text("Origin", origin).text("Destination", destination);
        }
    }

    /// An activity that has just ended, with what else is told of it.
    private record Ended(
            Activity activity, AutoScalingGroup group, String instance, Occasion type, Way way) {
        boolean isGood() {
            return type == Occasion.LAUNCH || type == Occasion.TERMINATE;
        }
    }

    static List<Told> of(Sight sight, Activity activity) {
        boolean isNews =
                activity.endedAt().isPresent()
                        && sight.before(Activity.class, activity.scope(), activity.id())
                                .filter(before -> before.endedAt().isPresent())
                                .isEmpty();
        Optional<AutoScalingGroup> group = sight.group(activity.scope(), activity.group());
        if (!isNews || group.isEmpty()) {
            return List.of();
        }
        String words = sight.earlier(activity, Activity.class, Activity::description);
        return type(words, activity)
                .map(type -> {
                    String instance = Sight.instanceIn(words);
                    Way way = way(sight, activity.scope(), words, instance);
                    return told(sight, new Ended(activity, group.get(), instance, type, way));
                })
                .orElse(List.of());
    }

    /// A launch that a shrinking group called off is nobody's error, and has no message.
    private static Optional<Occasion> type(String words, Activity activity) {
        boolean isLaunch = words.startsWith(LAUNCHING);
        boolean isCalledOff =
                activity.status() == Activity.Status.CANCELLED
                        && activity.statusMessage().isEmpty();
        if (isCalledOff || !(isLaunch || words.startsWith(TERMINATING))) {
            return Optional.empty();
        }
        return Optional.of(
                activity.status() == Activity.Status.SUCCESSFUL
                        ? isLaunch ? Occasion.LAUNCH : Occasion.TERMINATE
                        : isLaunch ? Occasion.LAUNCH_ERROR : Occasion.TERMINATE_ERROR);
    }

    private static Way way(Sight sight, Scope scope, String words, String instance) {
        if (words.startsWith(LAUNCHING)) {
            return launch(words);
        }
        boolean wasWarm =
                sight.before(Instance.class, scope, instance)
                        .flatMap(Instance::membership)
                        .filter(m -> m.lifecycle() == Lifecycle.WARMED_TERMINATING)
                        .isPresent();
        boolean isWarm =
                sight.instance(scope, instance)
                        .flatMap(Instance::membership)
                        .map(GroupMembership::phase)
                        .filter(phase -> phase == Phase.WARM)
                        .isPresent();
        return new Way(wasWarm ? POOL : GROUP, isWarm ? POOL : EC2);
    }

    /// The way of a launch that is described in these words.
    static Way launch(String words) {
        return words.startsWith(INTO_POOL)
                ? new Way(EC2, POOL)
                : new Way(words.startsWith(FROM_POOL) ? POOL : EC2, GROUP);
    }

    /// The way out of the group.
    static Way termination(boolean intoPool) {
        return new Way(GROUP, intoPool ? POOL : EC2);
    }

    private static List<Told> told(Sight sight, Ended ended) {
        List<Told> told = new ArrayList<>();
        told.add(event(ended));
        for (String topic : sight.topics(ended.group(), ended.type())) {
            told.add(
                    new Told.Published(
                            ended.group().scope(),
                            ended.activity().id() + topic,
                            topic,
                            subject(ended),
                            message(sight, ended)));
        }
        return told;
    }

    private static Told event(Ended ended) {
        AutoScalingGroup group = ended.group();
        List<String> resources = new ArrayList<>();
        resources.add(group.arn().value());
        if (!ended.instance().isEmpty()) {
            resources.add(group.scope().arn("ec2", "instance/" + ended.instance()).value());
        }
        JsonObject detail =
                new JsonObject()
                        .text("Description", ended.activity().description())
                        .text("ActivityId", ended.activity().activityId())
                        .text("RequestId", ended.activity().activityId())
                        .text("AutoScalingGroupName", group.name())
                        .text("EC2InstanceId", ended.instance())
                        .text("StatusCode", statusCode(ended))
                        .text("StatusMessage", ended.activity().statusMessage())
                        .text("Cause", ended.activity().cause())
                        .json("Details", ended.activity().details())
                        .text("StartTime", Told.MILLIS.format(ended.activity().startedAt()))
                        .text("EndTime", endTime(ended));
        return new Told.Event(
                group.scope(),
                ended.activity().id(),
                SOURCE,
                detailType(ended),
                resources,
                ended.way().into(detail).done());
    }

    private static String detailType(Ended ended) {
        return switch (ended.type()) {
            case LAUNCH -> "EC2 Instance Launch Successful";
            case LAUNCH_ERROR -> "EC2 Instance Launch Unsuccessful";
            case TERMINATE -> "EC2 Instance Terminate Successful";
            case TERMINATE_ERROR, TEST -> "EC2 Instance Terminate Unsuccessful";
        };
    }

    private static String subject(Ended ended) {
        String what =
                switch (ended.type()) {
                    case LAUNCH -> "launch";
                    case LAUNCH_ERROR -> "failed launch";
                    case TERMINATE -> "termination";
                    case TERMINATE_ERROR, TEST -> "failed termination";
                };
        return "Auto Scaling: " + what + " for group \"" + ended.group().name() + "\"";
    }

    private static String message(Sight sight, Ended ended) {
        Activity activity = ended.activity();
        JsonObject message =
                new JsonObject()
                        .json("Progress", ended.isGood() ? "50" : "100")
                        .text("AccountId", activity.scope().account())
                        .text("Description", activity.description())
                        .text("RequestId", activity.activityId())
                        .text("EndTime", endTime(ended))
                        .text("AutoScalingGroupARN", ended.group().arn().value())
                        .text("ActivityId", activity.activityId())
                        .text("StartTime", Told.MILLIS.format(activity.startedAt()))
                        .text("Service", SERVICE)
                        .text("Time", Told.MILLIS.format(sight.now()))
                        .text("EC2InstanceId", ended.instance())
                        .text("StatusCode", statusCode(ended))
                        .text("StatusMessage", activity.statusMessage())
                        .json("Details", activity.details())
                        .text("AutoScalingGroupName", ended.group().name())
                        .text("Cause", activity.cause())
                        .text("Event", ended.type().word());
        return ended.way().into(message).done();
    }

    /// What succeeded is told as being in progress: so AWS says it, and so receivers expect it.
    private static String statusCode(Ended ended) {
        return ended.isGood()
                ? Activity.Status.IN_PROGRESS.word()
                : ended.activity().status().word();
    }

    private static String endTime(Ended ended) {
        return Told.MILLIS.format(ended.activity().endedAt().orElse(ended.activity().startedAt()));
    }
}
