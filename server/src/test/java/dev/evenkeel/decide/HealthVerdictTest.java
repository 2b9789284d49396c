package dev.evenkeel.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.decide.HealthVerdict.Wording;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthVerdictTest {
    static List<Scenario> scenarios() {
        return Scenario.read(HealthVerdictTest.class, "health-verdict.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theVerdictFollowsTheChecks(Scenario scenario) {
        String[] given = scenario.input().getFirst().split(" ");
        var thresholds =
                new Thresholds(
                        Integer.parseInt(given[1]),
                        Integer.parseInt(given[3]),
                        Wording.valueOf(given[4].toUpperCase(Locale.ROOT)));
        var states = new ArrayList<String>();
        HealthVerdict verdict = HealthVerdict.NONE;
        for (String word : scenario.input().get(1).split(" ")) {
            verdict = verdict.after(result(word), thresholds);
            states.add(verdict.health().state().name().toLowerCase(Locale.ROOT));
        }
        var told = new ArrayList<>(List.of(String.join(" ", states)));
        TargetHealth last = verdict.health();
        if (!last.reason().isEmpty()) {
            told.add(last.reason() + ": " + last.description());
        }
        assertThat(told).isEqualTo(scenario.expected());
    }

    @Test
    void beforeTheFirstCheckATargetIsInitial() {
        assertThat(HealthVerdict.NONE.health()).isEqualTo(TargetHealth.INITIAL);
    }

    private static CheckResult result(String word) {
        return switch (word) {
            case "ok" -> new CheckResult.Passed();
            case "slow" -> new CheckResult.TimedOut();
            case "unasked" -> new CheckResult.NotMade();
            case "grpc-nothing" -> new CheckResult.NoGrpcStatus();
            case "grpc-14" -> new CheckResult.WrongGrpcStatus(14);
            case "refused" -> new CheckResult.Failed();
            default -> new CheckResult.WrongCode(Integer.parseInt(word));
        };
    }
}
