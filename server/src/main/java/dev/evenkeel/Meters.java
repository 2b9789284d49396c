package dev.evenkeel;

import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.ControlLoop;
import dev.evenkeel.control.ForecastMetrics;
import dev.evenkeel.control.GroupMetrics;
import dev.evenkeel.control.HostMetrics;
import dev.evenkeel.control.InstanceMetrics;
import dev.evenkeel.control.ZoneStates;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.report.LoadBalancerMetrics;
import dev.evenkeel.sys.Background;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Reads everything that is measured, again and again: instances and load balancers every five
/// seconds, on multiples of five; load balancers every second where one of them asks for it. On the
/// control thread.
///
/// The five seconds are the control plane's; where they pass faster than the machine can be looked
/// at, its last look counts on. The disk and the judgement of targets go by the machine's time.
final class Meters {
    private static final Logger LOG = System.getLogger(Meters.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration SHORT_PERIOD = Duration.ofSeconds(1);
    private static final Duration LOOKING = Duration.ofMillis(500);
    private static final Duration WRITING = Duration.ofSeconds(1);
    private static final Duration AGING = Duration.ofMinutes(10);

    private final Timepiece time;
    private final Background background;
    private final ControlLoop loop;
    private final Supplier<World> world;
    private final MetricStore store;
    private final HostMetrics hosts;
    private final ZoneStates zones;
    private final GroupMetrics groups;
    private final ForecastMetrics forecasts;
    private final InstanceMetrics instances;
    private final LoadBalancerMetrics loadBalancers;
    private long lookedAt;

    Meters(
            Timepiece time,
            Background background,
            ControlLoop loop,
            Supplier<World> world,
            MetricStore store) {
        this.time = time;
        this.background = background;
        this.loop = loop;
        this.world = world;
        this.store = store;
        hosts = new HostMetrics(store);
        zones = new ZoneStates(store);
        forecasts = new ForecastMetrics(store);
        groups = new GroupMetrics(store);
        instances = new InstanceMetrics(store);
        loadBalancers = new LoadBalancerMetrics(store);
    }

    void start(InstanceDriver driver, DataPlane dataPlane) {
        lookedAt = time.machine().nanoTime() - LOOKING.toNanos();
        time.timers().after(toNext(PERIOD), () -> read(driver));
        time.timers().after(toNext(PERIOD), () -> readLoadBalancers(dataPlane, PERIOD));
        time.timers().after(AGING, this::age);
        loop.after(PERIOD, () -> judge(dataPlane));
        loop.after(WRITING, this::write);
    }

    private void write() {
        background.run("metrics-write", () -> logged(store::flush));
        loop.after(WRITING, this::write);
    }

    private Duration toNext(Duration period) {
        long millis = period.toMillis();
        return Duration.ofMillis(millis - Math.floorMod(time.clock().now().toEpochMilli(), millis));
    }

    /// A full disk must not end the measuring.
    private static void logged(Runnable work) {
        try {
            work.run();
        } catch (IllegalStateException failed) {
            LOG.log(Level.WARNING, "measurements are not kept", failed);
        }
    }

    private void read(InstanceDriver driver) {
        Instant now = time.clock().now();
        Instant middle = now.minus(PERIOD.dividedBy(2));
        hosts.record(world.get(), now);
        zones.record(world.get(), now);
        groups.record(world.get(), now);
        forecasts.record(world.get(), now);
        if (time.machine().nanoTime() - lookedAt < LOOKING.toNanos()) {
            instances.repeat(world.get(), middle);
        } else {
            lookedAt = time.machine().nanoTime();
            driver.list(listing -> loop.execute(() -> observe(listing)));
        }
        time.timers().after(toNext(PERIOD), () -> read(driver));
    }

    /// What happened in the `period` that ends now.
    private void readLoadBalancers(DataPlane dataPlane, Duration period) {
        loadBalancers.record(dataPlane.counters(), time.clock().now().minus(period.dividedBy(2)));
        Duration next = isHurried() ? SHORT_PERIOD : PERIOD;
        time.timers().after(toNext(next), () -> readLoadBalancers(dataPlane, next));
    }

    private boolean isHurried() {
        for (World.Region region : world.get().regions()) {
            for (LoadBalancer each : region.all(LoadBalancer.class)) {
                if (each.metricsPeriod().compareTo(PERIOD) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void observe(InstanceDriver.Listing listing) {
        instances.observe(world.get(), listing, time.ahead());
    }

    private void judge(DataPlane dataPlane) {
        dataPlane.judge();
        loop.after(PERIOD, () -> judge(dataPlane));
    }

    private void age() {
        background.run("metrics-age", () -> logged(() -> store.age(time.clock().now())));
        time.timers().after(AGING, this::age);
    }
}
