package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When something is learned, about one resource after the other.
class LearnerTest {
    private static final Duration LOOK = Duration.ofSeconds(6);

    private final Plant plant = new Plant(1, Fleet.SITE);
    private final ArrayDeque<Runnable> background = new ArrayDeque<>();
    private final List<String> learned = new ArrayList<>();
    private final Sizes sizes = new Sizes();
    private final Learner<AutoScalingGroup, Integer> learner =
            new Learner<>(sizes, plant.controller(), plant.time(), plant.time(), background::add);

    @BeforeEach
    void aGroup() {
        plant.put(Fleet.with(Fleet.group(0, 0, 10)));
        plant.time().runFor(Duration.ofMillis(1));
        learner.start();
    }

    /// Learns how large a group may get, and never enough.
    private final class Sizes implements Learner.Subject<AutoScalingGroup, Integer> {
        private boolean fails;

        @Override
        public Collection<AutoScalingGroup> in(World.Region region) {
            return region.all(AutoScalingGroup.class);
        }

        @Override
        public Integer circumstances(World.Region region, AutoScalingGroup group) {
            return group.capacity().max();
        }

        @Override
        public boolean isDue(
                World.Region region, AutoScalingGroup group, Integer max, Instant now) {
            return true;
        }

        @Override
        public Command<Boolean> learn(AutoScalingGroup group, Integer max, Instant now) {
            if (fails) {
                throw new StackOverflowError("too deep");
            }
            learned.add(group.name() + " " + max);
            return _ -> new Command.Decided<>(List.of(), false);
        }

        @Override
        public String inWords(AutoScalingGroup group) {
            return "the size of " + group.name();
        }
    }

    private void runBackground() {
        background.remove().run();
        plant.time().runFor(Duration.ofMillis(1));
    }

    @Test
    void whatIsUnderWayIsToldAndNotBegunTwice() {
        assertThat(learner.underWay()).containsExactly("the size of " + Plant.GROUP);
        plant.time().runFor(Duration.ofHours(1));
        assertThat(background).hasSize(1);
        runBackground();
        assertThat(learned).containsExactly(Plant.GROUP + " 10");
        assertThat(learner.underWay()).isEmpty();
    }

    @Test
    void aVainAttemptIsMadeAgainAfterAWhile() {
        runBackground();
        plant.time().runFor(Duration.ofMinutes(9));
        assertThat(background).isEmpty();
        plant.time().runFor(Duration.ofMinutes(1).plus(LOOK));
        assertThat(background).hasSize(1);
    }

    @Test
    void andAtOnceUnderOtherCircumstances() {
        runBackground();
        plant.change(edit -> edit.capacity(new AutoScalingGroup.Capacity(0, 0, 20)));
        plant.time().runFor(LOOK);
        runBackground();
        assertThat(learned).containsExactly(Plant.GROUP + " 10", Plant.GROUP + " 20");
    }

    @Test
    void anErrorKeepsNobodyFromLearning() {
        sizes.fails = true;
        runBackground();
        assertThat(learner.underWay()).isEmpty();
        sizes.fails = false;
        plant.time().runFor(Duration.ofMinutes(10).plus(LOOK));
        runBackground();
        assertThat(learned).hasSize(1);
    }
}
