package dev.evenkeel.story;

import dev.evenkeel.control.Command;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.instance.SpotCapacity;
import dev.evenkeel.function.Functions.Reply;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Mixed;
import dev.evenkeel.sim.Plant;
import dev.evenkeel.sim.SimulatedFunctions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What happens in a story besides requests.
///
/// `group MIN DESIRED MAX [KEY=VALUE ...]` sets everything up and waits until the group is settled;
/// `mixed=` is a policy as [Mixed] reads it; `machines slow 20s`, `machines fast`, `machines a
/// refuse`, `machines a accept`; `kill i1`, `lose i1`, `stop i1`, `terminate i1`; `reclaim i1` and
/// `recommend i1` tell Spot instances; `unhealthy i1`, `healthy i1` as the balancer's checks see
/// it; `zone a off`, `zone a on`; `instance a` runs one outside of the group; `version 2` of the
/// template, `version 2 hibernates`; `metric 5` is what every metric reads from then on; `crash` of
/// the control plane; `clock back 2m`. `curve 14 HOUR ...` are the requests of the last 14 days and
/// of those to come, hour by hour of the day, in instances that serve 60 a minute.
final class Events {
    private static final Duration CHECKS = Duration.ofSeconds(5);
    private static final TargetHealth SICK =
            new TargetHealth(TargetHealth.State.UNHEALTHY, "Target.Timeout", "Request timed out");

    private static final InstanceSettings SETTINGS =
            new InstanceSettings(
                    Optional.of("ami-06576656e6b65656c"),
                    Optional.of("t3.micro"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Tags.NONE);

    private final Plant plant;
    private final Names names;
    private final Set<String> sick = new HashSet<>();
    private final TreeMap<Instant, Double> load = new TreeMap<>();

    Events(Plant plant, Names names) {
        this.plant = plant;
        this.names = names;
    }

    void happen(List<String> words) {
        switch (words.getFirst()) {
            case "group" -> group(words.subList(1, words.size()));
            case "machines" -> machines(words);
            case "kill" -> plant.machines().kill(id(words));
            case "lose" -> plant.machines().lose(id(words));
            case "stop" -> put(instance(words).withState(Instance.State.STOPPING, "Client: user"));
            case "terminate" ->
                    put(instance(words).withState(Instance.State.SHUTTING_DOWN, "Client: user"));
            case "unhealthy" -> sick.add(id(words).value());
            case "healthy" -> sick.remove(id(words).value());
            case "reclaim" -> told(SpotCapacity.reclaim(moment(), List.of(instance(words))));
            case "recommend" -> told(SpotCapacity.recommend(moment(), List.of(instance(words))));
            case "zone" -> zone(words);
            case "instance" -> put(stranger("us-east-1" + words.get(1)));
            case "version" -> version(Long.parseLong(words.get(1)), words.contains("hibernates"));
            case "metric" -> plant.metrics().show(Double.parseDouble(words.get(1)));
            case "load" -> load(words.get(1));
            case "curve" -> curve(words.subList(1, words.size()));
            case "function" -> function(words);
            case "alarm" -> put(Policies.alarm(words, policy(words.get(2)), plant.time().now()));
            case "crash" -> plant.crash();
            case "clock" -> plant.time().setBack(Duration.parse("PT" + words.get(2)));
            default -> throw new IllegalArgumentException("no such event: " + words);
        }
        plant.time().runFor(Duration.ofMillis(1));
    }

    /// From now on; the past stays as it was.
    private void load(String word) {
        load.put(plant.time().now(), word.equals("none") ? Double.NaN : Double.parseDouble(word));
        plant.metrics()
                .show(at -> {
                    var entry = load.floorEntry(at);
                    return entry == null ? Double.NaN : entry.getValue();
                });
    }

    private void curve(List<String> words) {
        Instant start =
                plant.time().now().truncatedTo(ChronoUnit.HOURS).minus(days(words.getFirst()));
        double[] hours =
                words.stream()
                        .skip(1)
                        .flatMap(Events::repeated)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        plant.metrics()
                .show(
                        "RequestCount",
                        at -> at.isBefore(start) ? Double.NaN : 3_600 * hours[hour(at)]);
    }

    private static Duration days(String word) {
        return Duration.ofMinutes(Math.round(Double.parseDouble(word) * 24 * 60));
    }

    private static int hour(Instant at) {
        return at.atOffset(ZoneOffset.UTC).getHour();
    }

    /// `3x2` are three hours of two.
    private static Stream<String> repeated(String word) {
        int cut = word.indexOf('x');
        return cut < 0
                ? Stream.of(word)
                : Collections.nCopies(
                        Integer.parseInt(word.substring(0, cut)), word.substring(cut + 1))
                        .stream();
    }

    /// `names i1 i2`, those of the group that are there; `names nobody`; `fails`; `is silent`;
    /// `answers` what follows; `names suggested`, as in the beginning.
    private void function(List<String> words) {
        String rest = String.join(" ", words.subList(2, words.size()));
        switch (words.get(1)) {
            case "names" ->
                    plant.functions()
                            .reply(event ->
                                    rest.equals("suggested")
                                            ? SimulatedFunctions.agree(event)
                                            : SimulatedFunctions.name(ids(rest)));
            case "answers" -> plant.functions().reply(_ -> new Reply.Answered(rest));
            case "fails" ->
                    plant.functions().reply(_ -> new Reply.Failed("it ended with status 1"));
            case "takes" -> plant.functions().take(Duration.parse("PT" + rest));
            default -> throw new IllegalArgumentException(words.toString());
        }
    }

    private List<String> ids(String rest) {
        return Stream.of(rest.split(" "))
                .filter(word -> word.matches("i\\d+"))
                .map(word -> names.id(word).value())
                .toList();
    }

    private ScalingPolicy policy(String name) {
        return plant.world()
                .in(Fleet.SCOPE)
                .find(ScalingPolicy.class, ScalingPolicy.idOf(Plant.GROUP, name))
                .orElseThrow();
    }

    private InstanceId id(List<String> words) {
        return names.id(words.get(1));
    }

    private Instance instance(List<String> words) {
        return plant.world().in(Fleet.SCOPE).find(Instance.class, id(words).value()).orElseThrow();
    }

    private Moment moment() {
        return new Moment(plant.world(), plant.time().now(), plant.time().random());
    }

    private void told(List<Change> changes) {
        plant.controller().submit(_ -> new Command.Decided<>(changes, "done"));
    }

    private void put(Resource... resources) {
        plant.put(resources);
    }

    private void group(List<String> words) {
        AutoScalingGroup group =
                Fleet.group(
                        Integer.parseInt(words.get(0)),
                        Integer.parseInt(words.get(1)),
                        Integer.parseInt(words.get(2)));
        for (String word : words.subList(3, words.size())) {
            String[] option = word.split("=", 2);
            group = with(group.edit(), option[0], option[1]).done();
        }
        put(Fleet.with(group));
        version(1, false);
        check();
        boolean settled = plant.isFilled(group, Duration.ofMinutes(2));
        if (!settled) {
            throw new AssertionError("the group did not settle");
        }
        plant.time().runFor(Duration.ofMinutes(1));
    }

    private static AutoScalingGroup.Edit with(
            AutoScalingGroup.Edit edit, String key, String value) {
        return switch (key) {
            case "zones" ->
                    edit.zones(
                            Arrays.stream(value.split(",")).map(z -> "us-east-1" + z).toList(),
                            List.of());
            case "mixed" -> edit.launchSource(Mixed.of(value));
            case "policies" -> edit.terminationPolicies(List.of(value.split(",")));
            case "cooldown" -> edit.defaultCooldown(Duration.parse("PT" + value));
            case "warmup" -> edit.defaultWarmup(Optional.of(Duration.parse("PT" + value)));
            case "grace" ->
                    edit.health(
                            new AutoScalingGroup.HealthPolicy(true, Duration.parse("PT" + value)));
            case "health" ->
                    edit.health(
                            new AutoScalingGroup.HealthPolicy(value.equals("ELB"), Duration.ZERO));
            default -> throw new IllegalArgumentException("no such option: " + key);
        };
    }

    /// The health checks: true to the machines and to what the story says.
    private void check() {
        for (Target target : plant.world().in(Fleet.SCOPE).all(Target.class)) {
            boolean healthy =
                    !sick.contains(target.targetId())
                            && plant.machines()
                                    .running()
                                    .contains(new InstanceId(target.targetId()));
            plant.controller()
                    .observe(target.ref(), Optional.of(healthy ? TargetHealth.HEALTHY : SICK));
        }
        plant.time().after(CHECKS, this::check);
    }

    private void machines(List<String> words) {
        switch (words.get(1)) {
            case "slow" -> plant.machines().behave(0, Duration.parse("PT" + words.get(2)));
            case "fast" -> plant.machines().behave(0, Duration.ZERO);
            default ->
                    plant.machines()
                            .zoneReachable(
                                    "us-east-1" + words.get(1), words.get(2).equals("accept"));
        }
    }

    private void zone(List<String> words) {
        var outage = new ZoneOutage(Fleet.SCOPE, "us-east-1" + words.get(1), plant.time().now());
        Change change =
                words.get(2).equals("off")
                        ? new Change.Put(outage)
                        : new Change.Remove(outage.key());
        plant.controller().submit(_ -> new Command.Decided<>(List.of(change), "done"));
    }

    private Instance stranger(String zone) {
        var network = plant.world().site().network();
        var subnet = network.subnetOf(zone).orElseThrow();
        String address = network.freeAddresses(plant.world(), subnet, 1).orElseThrow().getFirst();
        return new Instance(
                InstanceId.random(plant.time().random()),
                Fleet.SCOPE,
                "r-0",
                new Instance.Placement(zone, subnet.subnetId(), address, "eni-0"),
                InstanceSettings.EMPTY,
                plant.time().now(),
                Instance.State.PENDING,
                "",
                Optional.empty(),
                Optional.empty(),
                Tags.NONE);
    }

    private void version(long number, boolean hibernates) {
        LaunchTemplate template = Fleet.template();
        put(
                new LaunchTemplate(
                        Fleet.SCOPE,
                        template.id(),
                        template.name(),
                        Fleet.THEN,
                        1,
                        number,
                        Tags.NONE),
                new LaunchTemplateVersion(
                        Fleet.SCOPE,
                        template.id(),
                        number,
                        "",
                        plant.time().now(),
                        SETTINGS.with(
                                new InstanceSettings.Options(
                                        Optional.of(hibernates),
                                        Optional.empty(),
                                        Optional.empty()))));
    }
}
