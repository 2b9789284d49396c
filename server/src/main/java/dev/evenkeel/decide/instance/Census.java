package dev.evenkeel.decide.instance;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import java.time.Instant;

/// Corrects what we believe about an instance with what was seen. The sighting must be younger than
/// the belief: an old listing may show a stopped instance running.
public final class Census {
    private static final String LOST = "Server.InternalError: The instance is gone";
    private static final String SHUT_ITSELF_DOWN =
            "Client.InstanceInitiatedShutdown: Instance initiated shutdown";

    private Census() {}

    /// The instance as it must be believed now; the same one if the sighting says nothing new.
    public static Instance correct(Instance believed, Sighting seen, Instant now) {
        return switch (believed.state()) {
            case PENDING ->
                    seen == Sighting.RUNNING ? believed.withState(State.RUNNING, "") : believed;
            case RUNNING ->
                    switch (seen) {
                        case RUNNING -> believed;
                        case STOPPED -> believed.withState(State.STOPPED, SHUT_ITSELF_DOWN);
                        case ABSENT -> lost(believed, now);
                    };
            case STOPPING ->
                    switch (seen) {
                        case RUNNING -> believed;
                        case STOPPED -> believed.withState(State.STOPPED, believed.stateReason());
                        case ABSENT -> lost(believed, now);
                    };
            case STOPPED -> seen == Sighting.ABSENT ? lost(believed, now) : believed;
            case SHUTTING_DOWN -> seen == Sighting.ABSENT ? believed.terminated(now) : believed;
            case TERMINATED -> believed;
        };
    }

    private static Instance lost(Instance believed, Instant now) {
        return believed.withState(believed.state(), LOST).terminated(now);
    }
}
