package dev.evenkeel.model;

import java.util.Arrays;
import java.util.Optional;

/// A metric of `AWS/AutoScaling` that tells of a group how large it is, with CloudWatch's name.
public enum GroupMetric {
    MIN_SIZE("GroupMinSize"),
    MAX_SIZE("GroupMaxSize"),
    DESIRED_CAPACITY("GroupDesiredCapacity"),
    IN_SERVICE_INSTANCES("GroupInServiceInstances"),
    PENDING_INSTANCES("GroupPendingInstances"),
    STANDBY_INSTANCES("GroupStandbyInstances"),
    TERMINATING_INSTANCES("GroupTerminatingInstances"),
    TOTAL_INSTANCES("GroupTotalInstances"),
    IN_SERVICE_CAPACITY("GroupInServiceCapacity"),
    PENDING_CAPACITY("GroupPendingCapacity"),
    STANDBY_CAPACITY("GroupStandbyCapacity"),
    TERMINATING_CAPACITY("GroupTerminatingCapacity"),
    TOTAL_CAPACITY("GroupTotalCapacity"),
    WARM_POOL_DESIRED_CAPACITY("WarmPoolDesiredCapacity"),
    WARM_POOL_WARMED_CAPACITY("WarmPoolWarmedCapacity"),
    WARM_POOL_PENDING_CAPACITY("WarmPoolPendingCapacity"),
    WARM_POOL_TERMINATING_CAPACITY("WarmPoolTerminatingCapacity"),
    WARM_POOL_TOTAL_CAPACITY("WarmPoolTotalCapacity"),
    WITH_POOL_DESIRED_CAPACITY("GroupAndWarmPoolDesiredCapacity"),
    WITH_POOL_TOTAL_CAPACITY("GroupAndWarmPoolTotalCapacity");

    private final String word;

    GroupMetric(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<GroupMetric> of(String word) {
        return Arrays.stream(values()).filter(metric -> metric.word.equals(word)).findFirst();
    }
}
