package dev.evenkeel;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.HostMetrics;
import dev.evenkeel.control.InstanceMetrics;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.report.LoadBalancerMetrics;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// Reads everything that is measured, again and again: instances and load balancers every ten
/// seconds. On the control thread.
final class Meters {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration AGING = Duration.ofMinutes(1);

    private final Clock clock;
    private final Timers timers;
    private final Executor loop;
    private final Supplier<World> world;
    private final MetricStore store;
    private final HostMetrics hosts;
    private final InstanceMetrics instances;
    private final LoadBalancerMetrics loadBalancers;

    Meters(Clock clock, Timers timers, Executor loop, Supplier<World> world, MetricStore store) {
        this.clock = clock;
        this.timers = timers;
        this.loop = loop;
        this.world = world;
        this.store = store;
        hosts = new HostMetrics(store);
        instances = new InstanceMetrics(store);
        loadBalancers = new LoadBalancerMetrics(store);
    }

    void start(InstanceDriver driver, DataPlane dataPlane) {
        timers.after(Duration.ZERO, () -> read(driver, dataPlane));
        timers.after(AGING, this::age);
    }

    private void read(InstanceDriver driver, DataPlane dataPlane) {
        hosts.record(world.get(), clock.now());
        loadBalancers.record(dataPlane.counters(), clock.now());
        driver.list(listing -> loop.execute(() -> instances.observe(world.get(), listing)));
        timers.after(PERIOD, () -> read(driver, dataPlane));
    }

    private void age() {
        store.age(clock.now());
        timers.after(AGING, this::age);
    }
}
