package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Messages are committed with what they tell of, wait until they are delivered, and are bounded.
class OutgoingTest {
    private static NotificationConfiguration told(String topic) {
        return new NotificationConfiguration(
                Fleet.SCOPE,
                "web",
                "arn:aws:sns:us-east-1:000000000000:" + topic,
                Set.of(NotificationConfiguration.Occasion.LAUNCH));
    }

    private static World world(Resource... resources) {
        return World.empty(Fleet.SITE)
                .with(List.of(resources).stream().<Change>map(Change.Put::new).toList());
    }

    private static Draft draft(World world, Resource... put) {
        var draft = new Draft(new Moment(world, Fleet.THEN, new Random(1)));
        List.of(put).forEach(draft::put);
        return draft;
    }

    private static Collection<Notification> waiting(World world) {
        return world.in(Fleet.SCOPE).all(Notification.class);
    }

    @Test
    void aMessageIsPartOfTheSameCommit() {
        World before = world(Fleet.group(1, 1, 2));
        Draft draft = draft(before, told("ops"));
        new Outgoing(10).tell(draft, before);
        assertThat(draft.changes()).hasSize(2);
        assertThat(waiting(draft.world()))
                .extracting(Notification::topic)
                .containsExactly("arn:aws:sns:us-east-1:000000000000:ops");
    }

    @Test
    void theFormIsThatOfATopicsSubscriberOverHttp() {
        World before = world(Fleet.group(1, 1, 2));
        Draft draft = draft(before, told("ops"));
        new Outgoing(10).tell(draft, before);
        Notification message = waiting(draft.world()).iterator().next();
        assertThat(message.text().replaceAll("[0-9a-f-]{36}", "UUID"))
                .isEqualTo(
                        """
                        {"Type":"Notification","MessageId":"UUID",\
                        "TopicArn":"arn:aws:sns:us-east-1:000000000000:ops",\
                        "Subject":"Auto Scaling: test notification for group \\"web\\"",\
                        "Message":"{\\"AccountId\\":\\"000000000000\\",\\"RequestId\\":\\"UUID\\",\
                        \\"AutoScalingGroupARN\\":\\"arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:1:autoScalingGroupName/web\\",\
                        \\"AutoScalingGroupName\\":\\"web\\",\\"Service\\":\\"AWS Auto Scaling\\",\
                        \\"Event\\":\\"autoscaling:TEST_NOTIFICATION\\",\\"Time\\":\\"2026-01-01T00:00:00.000Z\\"}",\
                        "Timestamp":"2026-01-01T00:00:00.000Z"}\
                        """);
    }

    @Test
    void theOldestGoWhereTooManyWait() {
        World before = world(Fleet.group(1, 1, 2));
        var outgoing = new Outgoing(3);
        for (int i = 0; i < 5; i++) {
            Draft draft = draft(before, told("t" + i));
            outgoing.tell(draft, before);
            before = draft.world();
        }
        assertThat(waiting(before))
                .extracting(message -> message.topic().substring(message.topic().length() - 2))
                .containsExactly("t2", "t3", "t4");
        assertThat(outgoing.dropped()).isEqualTo(2);
    }

    @Test
    void whatWasDeliveredIsForgottenAndNothingElse() {
        var plant = new Plant(1, Fleet.SITE);
        CompletableFuture<String> put = plant.put(Fleet.group(0, 0, 2), told("one"), told("two"));
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(put).isCompleted();
        var both = List.copyOf(waiting(plant.world()));
        assertThat(both).hasSize(2);
        var first = plant.controller().delivered(both.subList(0, 1));
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(first).isCompletedWithValue(1);
        assertThat(waiting(plant.world())).containsExactly(both.getLast());
        var again = plant.controller().delivered(both.subList(0, 1));
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(again).isCompletedWithValue(0);
    }

    @Test
    void whatWaitsSurvivesACrash() {
        var plant = new Plant(1, Fleet.SITE);
        CompletableFuture<String> _ = plant.put(Fleet.group(0, 0, 2), told("one"));
        plant.time().runFor(Duration.ofMillis(1));
        var before = List.copyOf(waiting(plant.world()));
        plant.crash();
        plant.time().runFor(Duration.ofMillis(1));
        assertThat(waiting(plant.world())).hasSize(1).containsExactlyElementsOf(before);
    }
}
