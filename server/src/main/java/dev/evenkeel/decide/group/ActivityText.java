package dev.evenkeel.decide.group;

import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings.SpotRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The words of scaling activities. People and tools read them, so they are AWS's to the letter.
final class ActivityText {
    static final String REPLACED =
            "an EC2 health check indicating it has been terminated or stopped";
    static final String ELB = "an ELB system health check failure";
    static final String REFRESH = "an instance refresh";
    static final String REBALANCE = "an EC2 instance rebalance recommendation";
    static final String LIFETIME = "the maximum instance lifetime being reached";
    private static final String SHRINKING =
            "an instance was taken out of service in response to a difference between desired and"
                    + " actual capacity, shrinking";
    static final String ALL_PROTECTED =
            "Could not scale to desired capacity because all remaining instances are protected from"
                    + " scale-in.";

    private ActivityText() {}

    static String launching(InstanceId instance) {
        return "Launching a new EC2 instance: " + instance;
    }

    static String intoPool(InstanceId instance) {
        return "Launching a new EC2 instance into warm pool: " + instance;
    }

    static String fromPool(InstanceId instance) {
        return "Launching a new EC2 instance from warm pool: " + instance;
    }

    static String warmed(Instant now, int from, int to) {
        return at(now)
                + "an instance was started in response to a difference between desired and actual"
                + " warm pool capacity, increasing the capacity from "
                + from
                + " to "
                + to
                + ".";
    }

    static String tooWarm(Instant now, int from, int to, InstanceId victim) {
        return at(now)
                + "an instance was taken out of the warm pool in response to a difference between"
                + " desired and actual warm pool capacity, shrinking the capacity from "
                + from
                + " to "
                + to
                + ".  "
                + at(now)
                + "instance "
                + victim
                + " was selected for termination.";
    }

    /// Whether a cause is that of a group that grew too large, and nobody's wish or illness.
    static boolean isScaleIn(String cause) {
        return cause.contains(SHRINKING);
    }

    static String launchFailed(String why) {
        return "Launching a new EC2 instance.  Status Reason: " + failure(why);
    }

    /// `price` in millionths of a dollar.
    static String tooDear(SpotRequest spot, long price) {
        return "Could not launch Spot Instances. SpotMaxPriceTooLow - Your Spot request price of "
                + spot.maxPrice().orElse("")
                + " is lower than the minimum required Spot request fulfillment price of "
                + BigDecimal.valueOf(price, 6).stripTrailingZeros().toPlainString()
                + ".";
    }

    static String failure(String why) {
        return why + (why.endsWith(".") ? "" : ".") + " Launching EC2 instance failed.";
    }

    static String terminating(InstanceId instance) {
        return "Terminating EC2 instance: " + instance;
    }

    static String started(String lastChange, Instant now, int from, int to) {
        return after(lastChange)
                + at(now)
                + "an instance was started in response to a difference between desired and actual"
                + " capacity, increasing the capacity from "
                + from
                + " to "
                + to
                + ".";
    }

    static String startedAsReplacement(Instant now) {
        return at(now)
                + "an instance was launched in response to an unhealthy instance needing to be"
                + " replaced.";
    }

    static String startedToBalance(Instant now) {
        return at(now) + "an instance was launched to aid in balancing the group's zones.";
    }

    static String selected(String lastChange, Instant now, int from, int to, InstanceId victim) {
        return after(lastChange)
                + at(now)
                + SHRINKING
                + " the capacity from "
                + from
                + " to "
                + to
                + ".  "
                + at(now)
                + "instance "
                + victim
                + " was selected for termination.";
    }

    static String takenOutOfService(Instant now, String why) {
        return at(now) + "an instance was taken out of service in response to " + why + ".";
    }

    static String onRequest(Instant now, InstanceId instance) {
        return at(now)
                + "instance "
                + instance
                + " was taken out of service in response to a user request";
    }

    static String launchedOnRequest(Instant now) {
        return at(now) + "an instance was launched in response to a user request.";
    }

    static String wantedOnRequest(Instant now, int from, int to) {
        return at(now)
                + "a user request to launch instances changed the desired capacity from "
                + from
                + " to "
                + to
                + ".";
    }

    static String startedFor(Instant now, String what) {
        return at(now) + "an instance was launched in response to " + what + ".";
    }

    static String replacedFor(Instant now, String what, InstanceId instance) {
        return at(now)
                + "an instance was taken out of service in response to "
                + what
                + ".  "
                + at(now)
                + "instance "
                + instance
                + " was selected for termination.";
    }

    static String toStandby(InstanceId instance) {
        return "Moving EC2 instance to Standby: " + instance;
    }

    static String outOfStandby(InstanceId instance) {
        return "Moving EC2 instance out of Standby: " + instance;
    }

    static String detaching(InstanceId instance) {
        return "Detaching EC2 instance: " + instance;
    }

    static String attaching(InstanceId instance) {
        return "Attaching an existing EC2 instance: " + instance;
    }

    static String attached(Instant now, int capacity) {
        return at(now)
                + "an instance was added in response to user request. Keeping the capacity at the"
                + " new "
                + capacity
                + ".";
    }

    /// What a user asked to be done with a member: `moved to standby`, and the capacity it leaves.
    static String asked(Instant now, InstanceId instance, String done, int from, int to) {
        String words =
                at(now)
                        + "instance "
                        + instance
                        + " was "
                        + done
                        + " in response to a user request";
        if (from == to) {
            return words + ".";
        }
        String moves = to < from ? ", shrinking" : ", increasing";
        return words + moves + " the capacity from " + from + " to " + to + ".";
    }

    static String details(String subnet, String zone) {
        return "{\"Subnet ID\":\"" + subnet + "\",\"Availability Zone\":\"" + zone + "\"}";
    }

    /// Sentences are told in order, with two blanks between them.
    private static String after(String sentences) {
        return sentences.isEmpty() ? "" : sentences + "  ";
    }

    static String at(Instant now) {
        return "At " + now.truncatedTo(ChronoUnit.SECONDS) + " ";
    }
}
