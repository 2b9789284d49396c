package dev.evenkeel.api;

import dev.evenkeel.model.Scope;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// What an operation knows of its caller and its moment. New ids come from `random` (see
/// [dev.evenkeel.model.ResourceIds]), so that a seed replays them.
public record Call(
        Scope scope, String requestId, Caller caller, Instant now, RandomGenerator random) {}
