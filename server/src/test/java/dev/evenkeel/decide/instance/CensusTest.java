package dev.evenkeel.decide.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Members;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CensusTest {
    private static final Instant NOW = Fleet.THEN.plusSeconds(60);

    static List<Scenario> scenarios() {
        return Scenario.read(CensusTest.class, "census.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatIsSeenCorrectsWhatIsBelieved(Scenario scenario) {
        String[] given = scenario.input().getFirst().split(" ");
        Instance.State state = Instance.State.valueOf(given[0]);
        Instance believed =
                Members.in("us-east-1a", Lifecycle.IN_SERVICE, Fleet.THEN).withState(state, "");
        Instance corrected = Census.correct(believed, Sighting.valueOf(given[2]), NOW);
        var told = new ArrayList<String>(List.of(corrected.state().name()));
        if (!corrected.stateReason().isEmpty()) {
            told.add(corrected.stateReason());
        }
        assertThat(told).isEqualTo(scenario.expected());
        boolean endedNow = !corrected.state().equals(state) && corrected.endedAt().isPresent();
        assertThat(endedNow)
                .isEqualTo(
                        corrected.state() == Instance.State.TERMINATED
                                && state != Instance.State.TERMINATED);
    }
}
