package dev.evenkeel;

import dev.evenkeel.api.Operations;
import dev.evenkeel.api.acm.Acm;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.auth.SignatureVerifier;
import dev.evenkeel.api.autoscaling.AutoScaling;
import dev.evenkeel.api.cloudwatch.CloudWatch;
import dev.evenkeel.api.ec2.Ec2;
import dev.evenkeel.api.elb.Elb;
import dev.evenkeel.api.elbv2.Elbv2;
import dev.evenkeel.api.elbv2.TargetConduct;
import dev.evenkeel.api.http.ClockRoute;
import dev.evenkeel.api.http.Dispatcher;
import dev.evenkeel.api.http.ExplainRoute;
import dev.evenkeel.api.http.LoadBalancerNames;
import dev.evenkeel.api.http.Routes;
import dev.evenkeel.api.http.SpotRoute;
import dev.evenkeel.api.http.ZoneRoute;
import dev.evenkeel.api.iam.Iam;
import dev.evenkeel.api.sts.Sts;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Limits;
import dev.evenkeel.api.zonalshift.ZonalShifts;
import dev.evenkeel.cli.AccessKey;
import dev.evenkeel.cli.Settings;
import dev.evenkeel.compute.InstanceDriver;
import dev.evenkeel.control.Controller;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.DataPlane;
import dev.evenkeel.state.Store;
import dev.evenkeel.sys.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The API wired together: AWS's services, and the paths of our own beside them. Signatures are of
/// the machine's time, answers of the control plane's.
record Entrance(
        Settings settings,
        Store store,
        MetricStore metrics,
        InstanceDriver driver,
        DataPlane dataPlane,
        Controller controller,
        TravelClock clock,
        RandomGenerator random) {

    /// Everything that is answered to who has one of `keys`.
    Routes routes(List<AccessKey> keys) {
        var backend = new ControlBackend(controller, random);
        Authenticator authenticator = authenticator(keys);
        var dispatcher =
                new Dispatcher(
                        new Directory(services(), Limits.DEFAULT),
                        authenticator,
                        backend,
                        clock.time().clock(),
                        random);
        return new Routes(
                dispatcher,
                authenticator,
                Map.of(
                        "zones/", new ZoneRoute(backend),
                        "clock", new ClockRoute(clock),
                        "spot/", new SpotRoute(backend, random),
                        "explain/", explain()));
    }

    private List<Operations> services() {
        return List.of(
                Elbv2.operations(() -> conduct(dataPlane)),
                Elb.operations(),
                Ec2.operations(new DriverMachines(driver, controller)),
                AutoScaling.operations(metrics),
                Sts.operations(),
                ZonalShifts.operations(),
                Acm.operations(),
                Iam.operations(),
                CloudWatch.operations(metrics, metrics));
    }

    private ExplainRoute explain() {
        return new ExplainRoute(
                new Reasons(
                        store::world,
                        dataPlane::current,
                        controller::observed,
                        clock.time().clock()),
                new LoadBalancerNames(store::world),
                store.world().site().home().region());
    }

    private static Map<TargetRef, TargetConduct.Verdict> conduct(DataPlane dataPlane) {
        var verdicts = new HashMap<TargetRef, TargetConduct.Verdict>();
        dataPlane
                .anomalies()
                .forEach((target, seen) ->
                        verdicts.put(
                                target,
                                new TargetConduct.Verdict(seen.detected(), seen.mitigated())));
        return verdicts;
    }

    private Authenticator authenticator(List<AccessKey> keys) {
        return switch (settings.auth()) {
            case SIGV4 -> new SignatureVerifier(accounts(keys), Clock.system());
            case NONE -> Authenticator.none(settings.scope().account());
        };
    }

    private List<dev.evenkeel.api.auth.AccessKey> accounts(List<AccessKey> keys) {
        return keys.stream()
                .map(key ->
                        new dev.evenkeel.api.auth.AccessKey(
                                key.id(), key.secret(), settings.scope().account()))
                .toList();
    }
}
