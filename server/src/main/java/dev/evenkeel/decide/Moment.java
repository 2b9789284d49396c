package dev.evenkeel.decide;

import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// What a decision may look at: the world, the time, and the dice for new ids.
public record Moment(World world, Instant now, RandomGenerator random) {}
