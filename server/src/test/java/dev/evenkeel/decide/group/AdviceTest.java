package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedFunctions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a function's answer says.
class AdviceTest {
    private static final InstanceId ONE = new InstanceId("i-00000000000000001");
    private static final InstanceId TWO = new InstanceId("i-00000000000000002");
    private static final TerminationQuestion QUESTION =
            new TerminationQuestion(
                    Fleet.group(0, 1, 2),
                    SimulatedFunctions.ARN,
                    Cause.SCALE_IN,
                    List.of(),
                    List.of());

    private static void assertNamed(String payload, InstanceId... named) {
        assertThat(Advice.read(QUESTION, payload))
                .isEqualTo(new Advice.Ready(QUESTION, Set.of(named)));
    }

    private static void assertFails(String payload, String why) {
        assertThat(Advice.read(QUESTION, payload)).isEqualTo(new Advice.Failed(QUESTION, why));
    }

    @Test
    void namesThoseWhoAreReady() {
        assertNamed("{\"InstanceIDs\": [\"" + ONE + "\", \"" + TWO + "\"]}", ONE, TWO);
        assertNamed("{\"InstanceIDs\": [\"" + ONE + "\", \"" + ONE + "\"], \"Note\": 1}", ONE);
        assertNamed("{\"InstanceIDs\": []}");
    }

    @Test
    void whatIsNobodysIdNamesNobody() {
        assertNamed("{\"InstanceIDs\": [\"web\", 7, null, {}, \"" + TWO + "\"]}", TWO);
    }

    @Test
    void withoutAListItIsNoAnswer() {
        assertFails("{}", "it answered no list of InstanceIDs");
        assertFails("{\"InstanceIDs\": \"" + ONE + "\"}", "it answered no list of InstanceIDs");
        assertFails("[]", "it answered no list of InstanceIDs");
        assertFails("", "it answered no list of InstanceIDs");
    }

    @Test
    void whatIsNotJsonIsNoAnswer() {
        assertFails("oops", "its answer is not JSON");
        assertFails("{\"InstanceIDs\": [", "its answer is not JSON");
    }

    @Test
    void theQuestionIsAskedInTheFormOfAutoScaling() {
        assertThat(QUESTION.event())
                .isEqualTo(
                        "{\"AutoScalingGroupARN\":\"arn:aws:autoscaling:us-east-1:000000000000:"
                                + "autoScalingGroup:1:autoScalingGroupName/web\","
                                + "\"AutoScalingGroupName\":\"web\",\"CapacityToTerminate\":[],"
                                + "\"Instances\":[],\"Cause\":\"SCALE_IN\"}");
    }
}
