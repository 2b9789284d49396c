package dev.evenkeel.simulate;

import java.util.List;

/// What a file asks: a fleet, the requests that make its group, the load, and the sets of policies
/// to try, at least one.
record Scenario(Fleet fleet, List<AwsCommand> group, LoadCurve load, List<PolicySet> policies) {
    Scenario {
        group = List.copyOf(group);
        policies = List.copyOf(policies);
    }
}
