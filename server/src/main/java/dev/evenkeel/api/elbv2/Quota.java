package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Page;
import dev.evenkeel.wire.ErrorCode;
import dev.evenkeel.wire.elbv2.DescribeAccountLimitsInput;
import dev.evenkeel.wire.elbv2.DescribeAccountLimitsOutput;
import dev.evenkeel.wire.elbv2.Limit;
import java.util.Arrays;
import java.util.List;

/// AWS's default quotas, each with the name DescribeAccountLimits gives it. All are enforced.
enum Quota {
    APPLICATION_LOAD_BALANCERS("application-load-balancers", 50),
    APPLICATION_CERTIFICATES("certificates-per-application-load-balancer", 25),
    CONDITION_VALUES("condition-values-per-alb-rule", 5),
    CONDITION_WILDCARDS("condition-wildcards-per-alb-rule", 5),
    APPLICATION_LISTENERS("listeners-per-application-load-balancer", 50),
    NETWORK_LISTENERS("listeners-per-network-load-balancer", 50),
    NETWORK_LOAD_BALANCERS("network-load-balancers", 50),
    RULES("rules-per-application-load-balancer", 100),
    TARGET_GROUPS("target-groups", 3000),
    GROUPS_PER_APPLICATION_ACTION("target-groups-per-action-on-application-load-balancer", 5),
    GROUPS_PER_NETWORK_ACTION("target-groups-per-action-on-network-load-balancer", 5),
    GROUPS_PER_LOAD_BALANCER("target-groups-per-application-load-balancer", 100),
    TARGETS_PER_GROUP("targets-per-target-group", 1000);

    /// Tags on one resource; AWS does not list this one among the account's limits.
    static final int TAGS = 50;

    private final String limitName;
    private final int max;

    Quota(String limitName, int max) {
        this.limitName = limitName;
        this.max = max;
    }

    int max() {
        return max;
    }

    /// Refuses when there would be `count` of something.
    void check(int count, ErrorCode error, String message) {
        if (count > max) {
            throw new ApiFault(error, message);
        }
    }

    static DescribeAccountLimitsOutput describe(DescribeAccountLimitsInput input) {
        List<Limit> limits =
                Arrays.stream(values())
                        .map(quota -> new Limit(quota.limitName, Integer.toString(quota.max)))
                        .toList();
        var page =
                Page.of(
                        limits,
                        limit -> String.valueOf(limit.name()),
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeAccountLimitsOutput(page.items(), page.next());
    }
}
