package dev.evenkeel;

import dev.evenkeel.api.Backend;
import dev.evenkeel.api.Decision;
import dev.evenkeel.control.Command;
import dev.evenkeel.control.Controller;
import dev.evenkeel.model.World;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The API's way to the control loop.
record ControlBackend(Controller controller, RandomGenerator random) implements Backend {
    @Override
    public World world() {
        return controller.world();
    }

    @Override
    public <O> CompletableFuture<O> commit(Function<Moment, Decision<O>> decide) {
        return controller.submit(moment -> {
            Decision<O> decision = decide.apply(new Moment(moment.world(), moment.now(), random));
            return new Command.Decided<>(decision.changes(), decision.answer());
        });
    }
}
