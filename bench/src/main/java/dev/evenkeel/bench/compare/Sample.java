package dev.evenkeel.bench.compare;

/// What one round of load on one contender gave. `requests` may be handshakes or bodies, after the
/// case.
record Sample(double seconds, double requests, double failed, double p99, CpuTime cpu) {
    double microsPerRequest() {
        return cpu.total() / requests;
    }

    double perSecond() {
        return requests / seconds;
    }
}
