package dev.evenkeel.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Evenkeel from this checkout, started as a user starts it and set up through its API: an
/// Application Load Balancer, a Network Load Balancer, and, once it is asked for, a second listener
/// with a hundred rules and a thousand targets.
final class Evenkeel implements Contender {
    private static final int BASE = 18_300;
    private static final int API_PORT = 18_399;
    private static final int DNS_PORT = 18_398;
    private static final int RULES = 100;
    private static final int TARGETS = 1_000;
    private static final int TARGETS_PER_CALL = 100;
    private static final int IDLE_PORT = 18_005;

    private final Program program;
    private final Api api = new Api("http://" + Bench.LOOPBACK + ":" + API_PORT + "/");
    private final Map<Door, String> doors = new TreeMap<>();
    private final StringBuilder calls = new StringBuilder();
    private String balancer = "";
    private String targets = "";

    private Evenkeel(Program program) {
        this.program = program;
    }

    static Evenkeel start(Bench bench, Certificate certificate) {
        var program =
                Program.start(
                        Bench.PROXY_CORE,
                        bench.log("evenkeel"),
                        List.of(
                                bench.checkout().resolve("evenkeel").toString(),
                                "serve",
                                "--data",
                                bench.directory().resolve("evenkeel").toString(),
                                "--listen",
                                Bench.LOOPBACK + ":" + API_PORT,
                                "--dns",
                                Bench.LOOPBACK + ":" + DNS_PORT,
                                "--auth",
                                "none"));
        Bench.await(program, Bench.LOOPBACK, API_PORT);
        var evenkeel = new Evenkeel(program);
        try {
            evenkeel.setUp(certificate);
        } catch (RuntimeException failure) {
            evenkeel.close();
            throw failure;
        }
        return evenkeel;
    }

    private void setUp(Certificate certificate) {
        String subnets = api.call("ec2", "DescribeSubnets", Map.of());
        var ids = Api.all(subnets, "subnetId");
        Map<String, String> where =
                Map.of("Subnets.member.1", ids.get(0), "Subnets.member.2", ids.get(1));
        String alb = balancer("compare", "application", where);
        String group = group("targets", "HTTP");
        register(group, Bench.TARGET_PORTS);
        listen(alb, Door.HTTP, Map.of("Protocol", "HTTP"), group);
        listen(alb, Door.HTTPS, secured(certificate), group);
        String nlb = balancer("compare-tcp", "network", where);
        String flows = group("flows", "TCP");
        register(flows, Bench.TARGET_PORTS);
        listen(nlb, Door.TCP, Map.of("Protocol", "TCP"), flows);
        doors.forEach((door, host) -> Bench.await(program, host, door.port(BASE)));
        balancer = alb;
        targets = group;
    }

    /// The rules and targets of the door that has many of them come when it is used: checking a
    /// thousand targets is work that the peers do not do.
    @Override
    public void prepare(Door door) {
        if (door == Door.MANY_RULES && !has(door)) {
            manyRules(listen(balancer, door, Map.of("Protocol", "HTTP"), targets), targets);
            Bench.await(program, api.nodeOf(balancer), door.port(BASE));
        }
    }

    private String balancer(String name, String type, Map<String, String> where) {
        var parameters = new TreeMap<>(where);
        parameters.put("Name", name);
        parameters.put("Type", type);
        return Api.one(call("CreateLoadBalancer", parameters), "LoadBalancerArn");
    }

    private Map<String, String> secured(Certificate certificate) {
        String uploaded =
                api.call(
                        "iam",
                        "UploadServerCertificate",
                        Map.of(
                                "ServerCertificateName",
                                "compare",
                                "CertificateBody",
                                certificate.chainText(),
                                "PrivateKey",
                                certificate.keyText()));
        return Map.of(
                "Protocol",
                "HTTPS",
                "Certificates.member.1.CertificateArn",
                Api.one(uploaded, "Arn"));
    }

    private String group(String name, String protocol) {
        var parameters = new TreeMap<>(Map.of("Name", name, "Protocol", protocol));
        parameters.put("Port", Integer.toString(Bench.TARGET_PORTS.getFirst()));
        parameters.put("TargetType", "ip");
        parameters.put("VpcId", api.defaultVpc());
        return Api.one(call("CreateTargetGroup", parameters), "TargetGroupArn");
    }

    private void register(String group, List<Integer> ports) {
        var parameters = new TreeMap<>(Map.of("TargetGroupArn", group));
        for (int at = 0; at < ports.size(); at++) {
            parameters.put("Targets.member." + (at + 1) + ".Id", Bench.LOOPBACK);
            parameters.put("Targets.member." + (at + 1) + ".Port", ports.get(at).toString());
            parameters.put("Targets.member." + (at + 1) + ".AvailabilityZone", "all");
        }
        call("RegisterTargets", parameters);
    }

    private String listen(String balancer, Door door, Map<String, String> protocol, String group) {
        var parameters = new TreeMap<>(protocol);
        parameters.put("LoadBalancerArn", balancer);
        parameters.put("Port", Integer.toString(door.port(BASE)));
        parameters.put("DefaultActions.member.1.Type", "forward");
        parameters.put("DefaultActions.member.1.TargetGroupArn", group);
        String listener = call("CreateListener", parameters);
        doors.put(door, api.nodeOf(balancer));
        return Api.one(listener, "ListenerArn");
    }

    /// A hundred rules that do not match, tried before the one that does, and ten groups with a
    /// hundred targets each that nobody asks for.
    private void manyRules(String listener, String group) {
        for (int number = 1; number <= RULES; number++) {
            call(
                    "CreateRule",
                    Map.of(
                            "ListenerArn",
                            listener,
                            "Priority",
                            Integer.toString(number),
                            "Conditions.member.1.Field",
                            "path-pattern",
                            "Conditions.member.1.Values.member.1",
                            "/service-" + number + "/*",
                            "Actions.member.1.Type",
                            "forward",
                            "Actions.member.1.TargetGroupArn",
                            group));
        }
        for (int number = 0; number < TARGETS / TARGETS_PER_CALL; number++) {
            String idle = group("idle-" + number, "HTTP");
            var parameters = new TreeMap<>(Map.of("TargetGroupArn", idle));
            for (int at = 1; at <= TARGETS_PER_CALL; at++) {
                parameters.put("Targets.member." + at + ".Id", "127.0." + number + "." + at);
                parameters.put("Targets.member." + at + ".Port", Integer.toString(IDLE_PORT));
                parameters.put("Targets.member." + at + ".AvailabilityZone", "all");
            }
            call("RegisterTargets", parameters);
            call(
                    "ModifyRule",
                    Map.of(
                            "RuleArn",
                            ruleOf(listener, number),
                            "Actions.member.1.Type",
                            "forward",
                            "Actions.member.1.TargetGroupArn",
                            idle));
        }
    }

    private String ruleOf(String listener, int index) {
        String rules = api.call("elbv2", "DescribeRules", Map.of("ListenerArn", listener));
        return Api.all(rules, "RuleArn").get(index);
    }

    private String call(String action, Map<String, String> parameters) {
        calls.append("aws elbv2 ").append(action).append(' ').append(parameters).append('\n');
        return api.call("elbv2", action, parameters);
    }

    @Override
    public String name() {
        return "evenkeel";
    }

    @Override
    public boolean has(Door door) {
        return doors.containsKey(door);
    }

    @Override
    public String authority(Door door) {
        return doors.get(door) + ":" + door.port(BASE);
    }

    @Override
    public ProcessHandle process() {
        return program.handle();
    }

    @Override
    public Memory memory() {
        String pid = Long.toString(process().pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Program.run(Bench.LOAD_CORE, List.of(jcmd, pid, "GC.run"));
        String heap = Program.run(Bench.LOAD_CORE, List.of(jcmd, pid, "GC.class_histogram"));
        String total =
                heap.lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return new Memory(Resident.of(process()), Long.parseLong(total.split("\\s+")[2]));
    }

    @Override
    public String configuration() {
        return calls.toString();
    }

    @Override
    public void close() {
        program.close();
    }
}
