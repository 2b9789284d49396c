package dev.evenkeel.simulate;

import java.time.Duration;
import java.util.List;

/// What every instance of a scenario is: how long it takes from its launch until it is in service,
/// how many requests a second it serves, how many it lets wait before it refuses more, and what an
/// hour of it costs.
record Fleet(List<String> zones, Duration start, double capacity, double queue, double cost) {
    Fleet {
        zones = List.copyOf(zones);
    }
}
