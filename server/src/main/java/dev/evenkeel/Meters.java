package dev.evenkeel;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.ControlLoop;
import dev.evenkeel.control.HostMetrics;
import dev.evenkeel.control.InstanceMetrics;
import dev.evenkeel.control.ZoneStates;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.report.LoadBalancerMetrics;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Supplier;

/// Reads everything that is measured, again and again: instances and load balancers every five
/// seconds, on multiples of five. On the control thread.
final class Meters {
    private static final Logger LOG = System.getLogger(Meters.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration WRITING = Duration.ofSeconds(1);
    private static final Duration AGING = Duration.ofMinutes(10);

    private final Clock clock;
    private final Background background;
    private final ControlLoop loop;
    private final Supplier<World> world;
    private final MetricStore store;
    private final HostMetrics hosts;
    private final ZoneStates zones;
    private final InstanceMetrics instances;
    private final LoadBalancerMetrics loadBalancers;

    Meters(
            Clock clock,
            Background background,
            ControlLoop loop,
            Supplier<World> world,
            MetricStore store) {
        this.clock = clock;
        this.background = background;
        this.loop = loop;
        this.world = world;
        this.store = store;
        hosts = new HostMetrics(store);
        zones = new ZoneStates(store);
        instances = new InstanceMetrics(store);
        loadBalancers = new LoadBalancerMetrics(store);
    }

    void start(InstanceDriver driver, DataPlane dataPlane) {
        loop.after(toNextPeriod(), () -> read(driver, dataPlane));
        loop.after(WRITING, this::write);
        loop.after(AGING, this::age);
    }

    private void write() {
        background.run("metrics-write", () -> logged(store::flush));
        loop.after(WRITING, this::write);
    }

    private Duration toNextPeriod() {
        long period = PERIOD.toMillis();
        return Duration.ofMillis(period - Math.floorMod(clock.now().toEpochMilli(), period));
    }

    /// A full disk must not end the measuring.
    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException failed) {
            LOG.log(Level.WARNING, "measurements are not kept", failed);
        }
    }

    private void read(InstanceDriver driver, DataPlane dataPlane) {
        hosts.record(world.get(), clock.now());
        zones.record(world.get(), clock.now());
        dataPlane.judge();
        loadBalancers.record(dataPlane.counters(), clock.now().minus(PERIOD.dividedBy(2)));
        driver.list(listing -> loop.execute(() -> instances.observe(world.get(), listing)));
        loop.after(toNextPeriod(), () -> read(driver, dataPlane));
    }

    private void age() {
        background.run("metrics-age", () -> logged(() -> store.age(clock.now())));
        loop.after(AGING, this::age);
    }
}
