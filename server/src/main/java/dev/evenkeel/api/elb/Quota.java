package dev.evenkeel.api.elb;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Page;
import dev.evenkeel.wire.ErrorCode;
import dev.evenkeel.wire.elb.DescribeAccountLimitsInput;
import dev.evenkeel.wire.elb.DescribeAccountLimitsOutput;
import dev.evenkeel.wire.elb.Limit;
import java.util.Arrays;
import java.util.List;

/// AWS's default quotas, each with the name DescribeAccountLimits gives it. All are enforced.
enum Quota {
    LISTENERS("classic-listeners", 100),
    LOAD_BALANCERS("classic-load-balancers", 20),
    INSTANCES("classic-registered-instances", 1000);

    /// Tags on one load balancer; AWS does not list this one among the account's limits.
    static final int TAGS = 50;

    private final String limitName;
    private final int max;

    Quota(String limitName, int max) {
        this.limitName = limitName;
        this.max = max;
    }

    /// Refuses when there would be `count` of something.
    void check(int count, ErrorCode error) {
        if (count > max) {
            throw new ApiFault(
                    error, "The quota " + limitName + " of " + max + " has been reached");
        }
    }

    static DescribeAccountLimitsOutput describe(DescribeAccountLimitsInput input) {
        List<Limit> limits =
                Arrays.stream(values())
                        .map(quota -> new Limit(quota.limitName, Integer.toString(quota.max)))
                        .toList();
        Page<Limit> page =
                Page.of(
                        limits,
                        limit -> String.valueOf(limit.name()),
                        Page.Request.of(input.marker(), input.pageSize(), 400, "ValidationError"));
        return new DescribeAccountLimitsOutput(page.items(), page.next());
    }
}
