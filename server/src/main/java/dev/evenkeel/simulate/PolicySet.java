package dev.evenkeel.simulate;

import java.util.List;

/// Requests that are tried together on one load, under a name of their own.
record PolicySet(String name, List<AwsCommand> requests) {
    PolicySet {
        requests = List.copyOf(requests);
    }
}
