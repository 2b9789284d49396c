package dev.evenkeel.bench.compare;

/// The same server by its door with one rule, to compare its door with many rules against.
record OneRule(Contender server) implements Contender {
    @Override
    public String name() {
        return "one rule";
    }

    @Override
    public String authority(Door door) {
        return server.authority(Door.HTTP);
    }

    @Override
    public boolean has(Door door) {
        return door == Door.MANY_RULES;
    }

    @Override
    public ProcessHandle process() {
        return server.process();
    }

    @Override
    public String configuration() {
        return server.configuration();
    }

    @Override
    public void close() {
        // The server is closed by whoever started it.
    }
}
