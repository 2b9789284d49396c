package dev.evenkeel.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// What targets see of health checks, and what their log tells: a server of the test answers them,
/// and a port where nobody listens does not.
class HealthChecksTest {
    private static final int LISTENER_PORT = 20_080;
    private static final String WHEN = " \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z";
    private static final String TOOK = " \\d\\.\\d{9} ";

    @TempDir Path data;
    private final Set<String> askers = new ConcurrentSkipListSet<>();

    @Test
    void eachNodeAsksFromItsAddressAndLogsWhatItFinds() throws Exception {
        HttpServer target = target();
        int well = target.getAddress().getPort();
        int sick = closedPort();
        try (Server server = Server.start(data);
                Clients aws = Clients.of(server.endpoint())) {
            String group = group(aws);
            listen(aws, logging(aws), group);
            aws.elb().registerTargets(r -> r.targetGroupArn(group).targets(on(well), on(sick)));
            await().atMost(30, SECONDS).until(() -> state(aws, group, well).equals("healthy"));
            await().atMost(30, SECONDS).until(() -> state(aws, group, sick).equals("unhealthy"));
            await().atMost(30, SECONDS).until(() -> askers.size() == 3);
            assertThat(server.terminate()).isIn(0, 143);
        } finally {
            target.stop(0);
        }
        assertThat(nodesOf(logs())).isEqualTo(askers);
        for (Path log : logs()) {
            assertThat(lines(log))
                    .anyMatch(line -> line.matches(line(well, "PASS 200 -")))
                    .anyMatch(line -> line.matches(line(sick, "FAIL - ConnectionReset")));
        }
    }

    private HttpServer target() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    askers.add(exchange.getRemoteAddress().getAddress().getHostAddress());
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String group(Clients aws) throws ElasticLoadBalancingV2Exception {
        return aws.elb()
                .createTargetGroup(r ->
                        r.name("web")
                                .protocol(ProtocolEnum.HTTP)
                                .port(80)
                                .targetType(TargetTypeEnum.IP)
                                .healthCheckIntervalSeconds(5)
                                .healthCheckTimeoutSeconds(2)
                                .unhealthyThresholdCount(2))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    /// A load balancer in all zones that logs health checks.
    private static String logging(Clients aws) throws ElasticLoadBalancingV2Exception {
        List<String> subnets =
                aws.ec2().describeSubnets().subnets().stream().map(Subnet::subnetId).toList();
        String arn =
                aws.elb()
                        .createLoadBalancer(r -> r.name("web").subnets(subnets))
                        .loadBalancers()
                        .getFirst()
                        .loadBalancerArn();
        aws.elb()
                .modifyLoadBalancerAttributes(r ->
                        r.loadBalancerArn(arn)
                                .attributes(
                                        attribute("health_check_logs.s3.enabled", "true"),
                                        attribute("health_check_logs.s3.bucket", "logs")));
        return arn;
    }

    private static LoadBalancerAttribute attribute(String key, String value) {
        return LoadBalancerAttribute.builder().key(key).value(value).build();
    }

    private static void listen(Clients aws, String balancer, String group)
            throws ElasticLoadBalancingV2Exception {
        Action forward =
                Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group).build();
        aws.elb()
                .createListener(r ->
                        r.loadBalancerArn(balancer)
                                .protocol(ProtocolEnum.HTTP)
                                .port(LISTENER_PORT)
                                .defaultActions(forward));
    }

    private static TargetDescription on(int port) {
        return TargetDescription.builder().id("127.0.0.1").port(port).build();
    }

    private static String state(Clients aws, String group, int port)
            throws ElasticLoadBalancingV2Exception {
        return aws.elb()
                .describeTargetHealth(r -> r.targetGroupArn(group).targets(on(port)))
                .targetHealthDescriptions()
                .getFirst()
                .targetHealth()
                .stateAsString();
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("buckets/logs"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log.gz")).toList();
        }
    }

    /// Whose logs these are: a name ends with `_END_ADDRESS_RANDOM.log.gz`.
    private static Set<String> nodesOf(List<Path> logs) {
        var nodes = new TreeSet<String>();
        for (Path log : logs) {
            String[] parts = log.getFileName().toString().split("_");
            nodes.add(parts[parts.length - 2]);
        }
        return nodes;
    }

    private static List<String> lines(Path log) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(log))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static String line(int port, String result) {
        return "http" + WHEN + TOOK + "127\\.0\\.0\\.1:" + port + " web " + result;
    }
}
