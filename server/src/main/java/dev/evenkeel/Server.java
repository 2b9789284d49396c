package dev.evenkeel;

import dev.evenkeel.api.http.ApiServer;
import dev.evenkeel.api.http.LoadBalancerNames;
import dev.evenkeel.api.http.Routes;
import dev.evenkeel.cli.AccessKey;
import dev.evenkeel.cli.CannotStart;
import dev.evenkeel.cli.DataDirectory;
import dev.evenkeel.cli.Endpoint;
import dev.evenkeel.cli.Setting;
import dev.evenkeel.cli.Settings;
import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.compute.metadata.MetadataServer;
import dev.evenkeel.compute.process.Containment;
import dev.evenkeel.compute.process.ProcessDriver;
import dev.evenkeel.control.ControlLoop;
import dev.evenkeel.control.Controller;
import dev.evenkeel.control.Detectors;
import dev.evenkeel.control.Forecasts;
import dev.evenkeel.control.Limits;
import dev.evenkeel.dns.CannotListen;
import dev.evenkeel.dns.DnsServer;
import dev.evenkeel.dns.Zones;
import dev.evenkeel.function.Functions;
import dev.evenkeel.function.process.FunctionProcesses;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.metric.sqlite.SqliteJournal;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import dev.evenkeel.notify.Carrier;
import dev.evenkeel.notify.Courier;
import dev.evenkeel.notify.NotificationFile;
import dev.evenkeel.notify.Webhook;
import dev.evenkeel.probe.Prober;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.proxy.balance.Tally;
import dev.evenkeel.proxy.flow.FlowLimits;
import dev.evenkeel.proxy.flow.FlowListener;
import dev.evenkeel.proxy.http.HttpAcceptor;
import dev.evenkeel.proxy.http.HttpLimits;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.LogAnnouncer;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.sticky.CookieKey;
import dev.evenkeel.sample.SampleWeb;
import dev.evenkeel.state.Store;
import dev.evenkeel.state.StoreException;
import dev.evenkeel.state.sqlite.SqliteStore;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import dev.evenkeel.sys.Ports;
import dev.evenkeel.sys.Randomness;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// All of Evenkeel in one process, wired together: the data directory, the control plane, the data
/// plane, DNS and the API.
///
/// Every part that is opened is closed again in the opposite order, also when a later part cannot
/// be opened.
final class Server implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Server.class.getName());
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final Settings settings;
    private final Clock machine = Clock.system();
    private final Background background = Background.virtualThreads();
    private final RandomGenerator random = Randomness.secure();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Server(Settings settings) {
        this.settings = settings;
    }

    /// What a client needs to know of a server that answers.
    record Running(
            Server server, InetSocketAddress api, InetSocketAddress dns, List<AccessKey> keys)
            implements AutoCloseable {
        String url() {
            return new Endpoint(api.getAddress(), api.getPort()).url();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /// @throws CannotStart with a sentence that names the cure
    static Running start(Settings settings) {
        var server = new Server(settings);
        try {
            return server.open();
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private Running open() {
        var directory = DataDirectory.at(settings.data());
        opened.push(directory.lock());
        var keys =
                settings.accessKeys().isEmpty()
                        ? List.of(directory.accessKey(random))
                        : settings.accessKeys();
        Site site = Site.of(settings.scope(), settings.zones(), Ports.lowest());
        Store store = store(directory.path(), site);
        MetricStore metrics = metrics(directory.path());
        // What is opened first is closed last: the loop stops deciding before the data plane
        // drains,
        // and requests are drained before the instances that serve them are ended.
        ProcessDriver driver = driver(directory.path(), store);
        LogWriter logs = logs(directory.path());
        DataPlane dataPlane = dataPlane(directory, logs);
        DnsServer dns = dns(store.world());
        var loop =
                ControlLoop.start(
                        machine, Background.platformThreads(), Limits.DEFAULTS.pendingTasks());
        opened.push(loop);
        var time = Timepiece.open(settings.clock(), directory.clock(), machine, loop);
        var controller =
                new Controller(
                        new Controller.Ports(
                                store,
                                driver,
                                functions(directory.path(), driver),
                                metrics,
                                time.clock(),
                                machine,
                                time.timers(),
                                loop,
                                task -> background.run("alarms", task),
                                random),
                        Limits.DEFAULTS);
        var checks = new HealthCheckLog(machine, logs);
        opened.push(checks);
        var prober = new Prober(random, controller::observe, machine, checks);
        opened.push(prober);
        store.subscribe(world -> {
            var _ = dataPlane.use(RouteTable.compile(dataPlane.current(), world));
        });
        store.subscribe(world -> dns.use(Zones.compile(world)));
        store.subscribe(checks::use);
        store.subscribe(new LogAnnouncer(logs)::use);
        store.subscribe(prober::use);
        Courier courier = courier(directory.path(), controller);
        store.subscribe(courier::use);
        courier.start(background);
        controller.start();
        new Meters(time, background, loop, store::world, metrics).start(driver, dataPlane);
        TravelClock clock =
                time.travel(controller, learners(time, controller, metrics, loop), loop);
        var entrance =
                new Entrance(
                        settings, store, metrics, driver, dataPlane, controller, clock, random);
        ApiServer api = api(entrance.routes(keys), store);
        return new Running(this, api.address(), dns.address(), keys);
    }

    /// Starts what learns from measurements; answers what each has under way.
    private List<Supplier<List<String>>> learners(
            Timepiece time, Controller controller, MetricStore metrics, ControlLoop loop) {
        var forecasts =
                new Forecasts(
                        controller,
                        metrics,
                        time.clock(),
                        time.timers(),
                        task -> background.run("forecast", task));
        var detectors =
                new Detectors(
                        controller,
                        metrics,
                        time.clock(),
                        time.timers(),
                        task -> background.run("anomalies", task));
        loop.execute(forecasts::start);
        loop.execute(detectors::start);
        return List.of(forecasts::underWay, detectors::underWay);
    }

    private ProcessDriver driver(Path data, Store store) {
        var metadata = new MetadataServer(store::world, machine, random, MetadataServer.PORT);
        opened.push(metadata);
        try {
            ProcessDriver driver =
                    ProcessDriver.open(
                            data,
                            new ProcessDriver.Setup(
                                    machine,
                                    background,
                                    Pause.system(),
                                    metadata,
                                    Map.of(SampleWeb.COMMAND, SampleWeb.command()),
                                    Containment.detect(),
                                    dev.evenkeel.compute.process.Limits.DEFAULT));
            if (settings.stopInstances()) {
                opened.push(() -> endInstances(driver));
            }
            return driver;
        } catch (IOException failed) {
            throw new CannotStart(
                    "cannot use the instances in "
                            + data
                            + " ("
                            + failed.getMessage()
                            + "); give the directory to this user, or choose another with --data DIR",
                    failed);
        }
    }

    private Functions functions(Path data, ProcessDriver driver) {
        // Where any free port is listened on, nobody knows the address yet.
        Map<String, String> environment =
                settings.listen().port() == 0
                        ? Map.of()
                        : Map.of("AWS_ENDPOINT_URL", settings.listen().url());
        return new FunctionProcesses(
                settings.functions().orElse(data.resolve("functions")),
                new FunctionProcesses.Setup(
                        driver::start,
                        Background.platformThreads(),
                        environment,
                        dev.evenkeel.function.process.Limits.DEFAULTS));
    }

    private static void endInstances(InstanceDriver driver) {
        var ended = new CompletableFuture<Void>();
        driver.list(listing ->
                CompletableFuture.allOf(
                                listing.instances().keySet().stream()
                                        .map(id -> ended(driver, id))
                                        .toArray(CompletableFuture[]::new))
                        .whenComplete((_, _) -> ended.complete(null)));
        ended.orTimeout(ENDING.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<Void> ended(InstanceDriver driver, InstanceId id) {
        var done = new CompletableFuture<Void>();
        driver.terminate(id, _ -> done.complete(null));
        return done;
    }

    private Store store(Path data, Site site) {
        try {
            Store store = SqliteStore.open(data, site);
            opened.push(store);
            return store;
        } catch (StoreException failed) {
            throw new CannotStart(String.valueOf(failed.getMessage()), failed);
        }
    }

    private MetricStore metrics(Path data) {
        try {
            var journal = SqliteJournal.open(data);
            opened.push(journal);
            return new MetricStore(Retention.CLOUDWATCH, journal);
        } catch (SQLException failed) {
            throw new CannotStart(
                    "cannot open the measurements in "
                            + data
                            + " ("
                            + failed.getMessage()
                            + "); move metrics.db away to begin with none",
                    failed);
        }
    }

    private Courier courier(Path data, Controller controller) {
        var file =
                new NotificationFile(
                        data.resolve("notifications.jsonl"), NotificationFile.Limits.DEFAULTS);
        Carrier carrier =
                settings.notifyWebhook()
                        .<Carrier>map(
                                url -> new Webhook(url, file, machine, Webhook.Limits.DEFAULTS))
                        .orElse(file);
        var courier = new Courier(carrier, controller::delivered, Pause.system());
        opened.push(courier);
        return courier;
    }

    private LogWriter logs(Path data) {
        var logs =
                new LogWriter(data.resolve("buckets"), machine, random, LogWriter.Limits.DEFAULT)
                        .start(Background.platformThreads());
        opened.push(logs);
        return logs;
    }

    private DataPlane dataPlane(DataDirectory directory, LogWriter logs) {
        var cookieKey = CookieKey.of(directory.secret("cookie-key", CookieKey.BYTES, random));
        var transport = Transport.open(transportKind(), Tally.STRIPES);
        var dataPlane =
                new DataPlane(
                        transport,
                        new HttpAcceptor(
                                transport, machine, random, HttpLimits.DEFAULT, cookieKey, logs),
                        new FlowListener(transport, machine, random.nextLong(), FlowLimits.DEFAULT),
                        (frontend, cause) ->
                                LOG.log(
                                        Level.ERROR,
                                        "cannot listen on " + frontend.address(),
                                        cause));
        opened.push(() -> dataPlane.stop(DRAIN).join());
        return dataPlane;
    }

    private Transport.Kind transportKind() {
        Transport.Kind kind =
                switch (settings.transport()) {
                    case AUTO -> Transport.Kind.best();
                    case IO_URING -> Transport.Kind.IO_URING;
                    case EPOLL -> Transport.Kind.EPOLL;
                    case NIO -> Transport.Kind.NIO;
                };
        if (!kind.isAvailable()) {
            throw new CannotStart(
                    "this machine has no "
                            + settings.transport().text()
                            + "; use --transport auto, which takes the best there is");
        }
        return kind;
    }

    private DnsServer dns(World world) {
        try {
            var dns = new DnsServer(settings.dns().socketAddress(), Zones.compile(world));
            opened.push(dns);
            return dns;
        } catch (CannotListen taken) {
            throw CannotStart.cannotListen(
                    settings.dns(),
                    Setting.DNS,
                    Objects.requireNonNullElse(taken.getCause(), taken));
        }
    }

    private ApiServer api(Routes routes, Store store) {
        try {
            ApiServer api =
                    ApiServer.listen(
                            settings.listen().socketAddress(),
                            routes,
                            new LoadBalancerNames(store::world),
                            background);
            opened.push(api);
            return api;
        } catch (IOException taken) {
            throw CannotStart.cannotListen(settings.listen(), Setting.LISTEN, taken);
        }
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failed) {
                LOG.log(Level.WARNING, "a part did not close cleanly", failed);
            }
        }
    }
}
