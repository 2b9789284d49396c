package dev.evenkeel.simulate;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One set of policies under the load, second by second: requests arrive, are served, wait or are
/// refused; the control plane sees the metrics of that and acts.
final class Simulation {
    private static final String TEMPLATE = "simulated";
    private static final InstanceSettings SETTINGS =
            new InstanceSettings(
                    Optional.of("ami-06576656e6b65656c"),
                    Optional.of("t3.micro"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Tags.NONE);
    private static final long METRIC_STEP = 10;
    private static final long MINUTE = 60;

    /// What the scenario's fleet decides instead.
    private static final List<String> REPLACED =
            List.of(
                    "availability-zones",
                    "vpc-zone-identifier",
                    "launch-configuration-name",
                    "launch-template",
                    "target-group-arns",
                    "load-balancer-names",
                    "health-check-type");

    private final Scenario scenario;
    private final PolicySet policies;
    private final Plant plant;
    private final List<Run.Minute> minutes = new ArrayList<>();
    private Counts counts = new Counts(0, 0, 0);
    private double waiting;
    private double requests;
    private double refused;
    private double cost;
    private double busyOfStep;
    private double requestsOfStep;
    private double busyOfMinute;
    private double mostWaiting;
    private double requestsBefore;
    private double refusedBefore;

    private record Counts(int desired, int pending, int inService) {}

    private Simulation(Scenario scenario, PolicySet policies) {
        this.scenario = scenario;
        this.policies = policies;
        Fleet fleet = scenario.fleet();
        var scope = new Scope("000000000000", fleet.zones().getFirst().replaceAll("[a-z]$", ""));
        plant =
                new Plant(
                        Site.of(scope, fleet.zones(), 80),
                        fleet,
                        scenario.load().start().minus(fleet.start()).minus(Duration.ofMinutes(2)));
    }

    static Run run(Scenario scenario, PolicySet policies) {
        return new Simulation(scenario, policies).run();
    }

    private Run run() {
        Instant start = scenario.load().start();
        begin();
        plant.runUntil(start);
        policies.requests().forEach(this::perform);
        int launched = plant.machines().launches();
        int ended = plant.machines().terminations();
        long length = scenario.load().length().toSeconds();
        for (long second = 0; second < length; second++) {
            plant.runUntil(start.plusSeconds(second));
            counts = count();
            serve(scenario.load().at(second));
            if ((second + 1) % METRIC_STEP == 0) {
                measure(start.plusSeconds(second + 1 - METRIC_STEP));
            }
            if ((second + 1) % MINUTE == 0) {
                endMinute(second + 1 - MINUTE);
            }
        }
        return new Run(
                policies.name(),
                minutes,
                new Run.Totals(
                        requests,
                        refused,
                        cost,
                        plant.machines().launches() - launched,
                        plant.machines().terminations() - ended));
    }

    private void begin() {
        Scope scope = plant.scope();
        plant.put(
                new LaunchTemplate(scope, "lt-0", TEMPLATE, plant.now(), 1, 1, Tags.NONE),
                new LaunchTemplateVersion(scope, "lt-0", 1, "", plant.now(), SETTINGS));
        scenario.group().forEach(this::perform);
        if (plant.world().all(AutoScalingGroup.class).size() != 1) {
            throw scenario.group()
                    .getFirst()
                    .line()
                    .wrong(
                            "want exactly one group in [group]: aws autoscaling"
                                    + " create-auto-scaling-group ...");
        }
    }

    private void perform(AwsCommand command) {
        AwsCommand asked = command;
        if (command.operation().equals("createautoscalinggroup")) {
            asked =
                    command.without(REPLACED)
                            .with("availability-zones", scenario.fleet().zones())
                            .with("launch-template", List.of("LaunchTemplateName=" + TEMPLATE));
        }
        for (String actions : List.of("alarm-actions", "ok-actions", "insufficient-data-actions")) {
            if (asked.options().containsKey(actions)) {
                asked = asked.with(actions, named(asked, actions));
            }
        }
        plant.perform(asked);
    }

    /// `policy:NAME` is the ARN of that policy, which only the simulation knows.
    private List<String> named(AwsCommand command, String actions) {
        return command.options().getOrDefault(actions, List.of()).stream()
                .map(word -> word.startsWith("policy:") ? arn(command, word.substring(7)) : word)
                .toList();
    }

    private String arn(AwsCommand command, String policy) {
        return plant.world().all(ScalingPolicy.class).stream()
                .filter(known -> known.name().equals(policy))
                .findFirst()
                .orElseThrow(() ->
                        command.line()
                                .wrong(
                                        "there is no policy '"
                                                + policy
                                                + "' yet; put it in a line above"))
                .arn()
                .value();
    }

    private Counts count() {
        int pending = 0;
        int serving = 0;
        for (Instance instance : plant.world().all(Instance.class)) {
            switch (instance.membership()
                    .map(GroupMembership::lifecycle)
                    .orElse(Lifecycle.TERMINATED)) {
                case IN_SERVICE -> serving++;
                case PENDING, PENDING_WAIT, PENDING_PROCEED -> pending++;
                default -> {
                    // Warm, aside or leaving: it serves nobody.
                }
            }
        }
        int desired =
                plant.world().all(AutoScalingGroup.class).stream()
                        .mapToInt(group -> group.capacity().desired())
                        .sum();
        return new Counts(desired, pending, serving);
    }

    private void serve(double load) {
        Fleet fleet = scenario.fleet();
        double capacity = counts.inService() * fleet.capacity();
        double work = waiting + load;
        double served = Math.min(work, capacity);
        double left = work - served;
        waiting = Math.min(left, counts.inService() * fleet.queue());
        requests += load;
        refused += left - waiting;
        cost += (counts.inService() + counts.pending()) * fleet.cost() / 3600;
        double busy = capacity == 0 ? 0 : 100 * served / capacity;
        busyOfStep += busy;
        busyOfMinute += busy;
        requestsOfStep += served;
        mostWaiting = Math.max(mostWaiting, waiting);
    }

    private void measure(Instant at) {
        if (counts.inService() > 0) {
            FleetMetrics metrics = plant.metrics();
            metrics.record("CPUUtilization", at, busyOfStep / METRIC_STEP);
            metrics.record("RequestCount", at, requestsOfStep);
            metrics.record("RequestCountPerTarget", at, requestsOfStep / counts.inService());
        }
        busyOfStep = 0;
        requestsOfStep = 0;
    }

    private void endMinute(long second) {
        minutes.add(
                new Run.Minute(
                        second,
                        (requests - requestsBefore) / MINUTE,
                        counts.desired(),
                        counts.pending(),
                        counts.inService(),
                        counts.inService() * scenario.fleet().capacity(),
                        busyOfMinute / MINUTE,
                        mostWaiting,
                        (refused - refusedBefore) / MINUTE,
                        cost));
        requestsBefore = requests;
        refusedBefore = refused;
        busyOfMinute = 0;
        mostWaiting = 0;
        plant.forgetMessages();
    }
}
