package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.NotificationConfiguration.Occasion;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.DeleteNotificationConfigurationType;
import dev.evenkeel.wire.autoscaling.DescribeAutoScalingNotificationTypesAnswer;
import dev.evenkeel.wire.autoscaling.DescribeNotificationConfigurationsAnswer;
import dev.evenkeel.wire.autoscaling.DescribeNotificationConfigurationsType;
import dev.evenkeel.wire.autoscaling.PutNotificationConfigurationType;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which topics are told of a group's launches and terminations.
final class Notifications {
    private static final int MOST = 10;
    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}");

    private Notifications() {}

    /// A topic is told from now on of these types, and of no others.
    static Decision<Nothing> put(World world, Call call, PutNotificationConfigurationType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        var next =
                new NotificationConfiguration(
                        group.scope(),
                        group.name(),
                        topic("TopicARN", input.topicARN()),
                        types(input.notificationTypes()));
        Collection<NotificationConfiguration> known = of(lookup, group);
        boolean isNew = known.stream().noneMatch(c -> c.topic().equals(next.topic()));
        if (isNew && known.size() >= MOST) {
            throw new ApiFault(
                    AutoScalingErrors.LIMIT_EXCEEDED,
                    "You have reached the limit of " + MOST + " SNS topics per group.");
        }
        return new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
    }

    /// A topic's ARN. Topics are not made anywhere: one exists once it is named.
    static String topic(String parameter, @Nullable String arn) {
        if (arn == null || !TOPIC.matcher(arn).matches()) {
            throw ApiFault.validation(
                    parameter + " must be the ARN of a standard SNS topic, not '" + arn + "'.");
        }
        return arn;
    }

    private static Set<Occasion> types(@Nullable List<String> words) {
        var types = EnumSet.noneOf(Occasion.class);
        for (String word : Present.orEmpty(words)) {
            types.add(
                    Occasion.of(word)
                            .orElseThrow(() ->
                                    ApiFault.validation(
                                            "'" + word + "' is not a valid notification type.")));
        }
        if (types.isEmpty()) {
            throw ApiFault.validation("NotificationTypes must name at least one type.");
        }
        return types;
    }

    private static Collection<NotificationConfiguration> of(
            GroupLookup lookup, AutoScalingGroup group) {
        return lookup.region()
                .withPrefix(
                        NotificationConfiguration.class,
                        NotificationConfiguration.prefix(group.name()));
    }

    /// A topic that is not told anything stays so.
    static Decision<Nothing> delete(
            World world, Call call, DeleteNotificationConfigurationType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.find(input.autoScalingGroupName());
        List<Change> changes =
                of(lookup, group).stream()
                        .filter(c -> c.topic().equals(input.topicARN()))
                        .<Change>map(c -> new Change.Remove(c.key()))
                        .toList();
        return new Decision<>(changes, Nothing.NOTHING);
    }

    /// One entry for each group, topic and type.
    static DescribeNotificationConfigurationsAnswer describe(
            World world, Call call, DescribeNotificationConfigurationsType input) {
        List<String> names = Present.orEmpty(input.autoScalingGroupNames());
        List<Entry> all =
                world.in(call.scope()).all(NotificationConfiguration.class).stream()
                        .filter(c -> names.isEmpty() || names.contains(c.group()))
                        .flatMap(Notifications::entries)
                        .toList();
        var page =
                Page.of(
                        all,
                        Entry::id,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeNotificationConfigurationsAnswer(
                page.items().stream().map(Entry::shape).toList(), page.next());
    }

    private record Entry(NotificationConfiguration configuration, Occasion type) {
        String id() {
            return configuration.id() + "/" + type.word();
        }

        dev.evenkeel.wire.autoscaling.NotificationConfiguration shape() {
            return dev.evenkeel.wire.autoscaling.NotificationConfiguration.builder()
                    .autoScalingGroupName(configuration.group())
                    .topicARN(configuration.topic())
                    .notificationType(type.word())
                    .build();
        }
    }

    private static Stream<Entry> entries(NotificationConfiguration configuration) {
        return configuration.types().stream().map(type -> new Entry(configuration, type));
    }

    static DescribeAutoScalingNotificationTypesAnswer types(World world, Call call, Nothing input) {
        return new DescribeAutoScalingNotificationTypesAnswer(
                Arrays.stream(Occasion.values()).map(Occasion::word).toList());
    }
}
