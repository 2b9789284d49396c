package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Effect;
import dev.evenkeel.api.Read;
import dev.evenkeel.api.Write;
import dev.evenkeel.wire.Present;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The flag every EC2 operation knows: do all but the thing itself, then fail with
/// `DryRunOperation`.
final class DryRun {
    private DryRun() {}

    static <I, O> Read<I, O> read(Function<I, @Nullable Boolean> flag, Read<I, O> read) {
        return (world, call, input) -> {
            O answer = read.answer(world, call, input);
            stopIf(flag.apply(input));
            return answer;
        };
    }

    static <I, O> Write<I, O> write(Function<I, @Nullable Boolean> flag, Write<I, O> write) {
        return (world, call, input) -> {
            var decision = write.decide(world, call, input);
            stopIf(flag.apply(input));
            return decision;
        };
    }

    /// An effect cannot be tried without happening, so the flag is read first.
    static <I, O> Effect<I, O> effect(Function<I, @Nullable Boolean> flag, Effect<I, O> effect) {
        return (world, call, input) -> {
            stopIf(flag.apply(input));
            return effect.perform(world, call, input);
        };
    }

    private static void stopIf(@Nullable Boolean dry) {
        if (Present.isTrue(dry)) {
            throw Ec2Faults.dryRun();
        }
    }
}
