package dev.evenkeel.compute.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Order;
import dev.evenkeel.compute.Orders;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The metadata service over real sockets, asked as an SDK asks it.
class MetadataServerTest {
    private static final String LIFE = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "X-aws-ec2-metadata-token";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Turned clock = new Turned();
    private World world = World.empty(Site.of(Orders.SCOPE, List.of(Orders.ZONE), 1024));
    private MetadataServer server = new MetadataServer(() -> world, clock, random(), freePort());

    MetadataServerTest() throws IOException {}

    /// A clock that is set by hand.
    private static final class Turned implements Clock {
        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return now.toEpochMilli() * 1_000_000;
        }
    }

    private static SplittableRandom random() {
        return new SplittableRandom(1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @BeforeEach
    void launchTwo() {
        attach(1);
        attach(2);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void attach(int number) {
        Order order = Orders.order(number, "#!/bin/sh\necho " + number + "\n");
        know(instance(order));
        server.attach(order.id(), order.scope(), address(number));
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("127.31.15." + number);
    }

    private void know(Instance instance) {
        world = world.with(List.of(new Change.Put(instance)));
    }

    private static Instance instance(Order order) {
        return new Instance(
                order.id(),
                order.scope(),
                "r-1",
                order.placement(),
                order.settings(),
                order.launchedAt(),
                Instance.State.RUNNING,
                "",
                Optional.empty(),
                Optional.empty(),
                order.tags());
    }

    private HttpResponse<String> send(
            int number, String method, String path, Map<String, String> headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.endpoint(address(number)) + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(1, "GET", path, Map.of());
    }

    private String meta(String path) throws Exception {
        HttpResponse<String> response = get("/latest/meta-data/" + path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private String token(int number, int seconds) throws Exception {
        HttpResponse<String> response =
                send(number, "PUT", "/latest/api/token", Map.of(LIFE, "" + seconds));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue(LIFE)).hasValue("" + seconds);
        return response.body();
    }

    private int statusWith(int number, String token) throws Exception {
        return send(number, "GET", "/latest/meta-data/instance-id", Map.of(TOKEN, token))
                .statusCode();
    }

    @Test
    void eachInstanceIsToldAboutItself() throws Exception {
        assertThat(send(1, "GET", "/latest/meta-data/instance-id", Map.of()).body())
                .isEqualTo("i-00000000000000001");
        assertThat(send(2, "GET", "/latest/meta-data/instance-id", Map.of()).body())
                .isEqualTo("i-00000000000000002");
    }

    @Test
    void itSaysWhatTheInstanceIs() throws Exception {
        assertThat(meta("ami-id")).isEqualTo("ami-1");
        assertThat(meta("instance-type")).isEqualTo("t3.micro");
        assertThat(meta("local-ipv4")).isEqualTo("127.31.15.1");
        assertThat(meta("local-hostname")).isEqualTo("ip-127-31-15-1.ec2.internal");
        assertThat(meta("placement/availability-zone")).isEqualTo("us-east-1a");
        assertThat(meta("placement/region")).isEqualTo("us-east-1");
        assertThat(meta("mac")).isEqualTo("0a:58:7f:1f:0f:01");
        assertThat(meta("network/interfaces/macs/0a:58:7f:1f:0f:01/vpc-ipv4-cidr-block"))
                .isEqualTo("127.31.0.0/16");
    }

    @Test
    void directoriesAreListed() throws Exception {
        assertThat(get("/").body()).isEqualTo("1.0\nlatest");
        assertThat(get("/latest/").body()).isEqualTo("dynamic/\nmeta-data/\nuser-data");
        assertThat(meta("placement/")).isEqualTo("availability-zone\nregion");
        assertThat(meta("placement")).isEqualTo("availability-zone\nregion");
        assertThat(meta("").lines()).contains("instance-id", "placement/", "tags/");
        assertThat(get("/2021-03-23/meta-data/ami-id").body()).isEqualTo("ami-1");
    }

    @Test
    void userDataIsGivenAsItWasWritten() throws Exception {
        assertThat(get("/latest/user-data").body()).isEqualTo("#!/bin/sh\necho 1\n");
    }

    @Test
    void tagsAreThoseOfTheWorldNow() throws Exception {
        assertThat(meta("tags/instance/Name")).isEqualTo("web 1");
        Instance tagged = instance(Orders.order(1, "")).withTags(Tags.of(Map.of("colour", "grün")));
        know(tagged);
        assertThat(meta("tags/instance")).isEqualTo("colour");
        assertThat(meta("tags/instance/colour")).isEqualTo("grün");
    }

    @Test
    void aSpotInstanceIsToldBeforeItIsTakenBack() throws Exception {
        assertThat(get("/latest/meta-data/spot/instance-action").statusCode()).isEqualTo(404);
        Instance instance = instance(Orders.order(1, ""));
        var at = Instant.parse("2026-01-01T00:00:00.5Z");
        tell(new SpotNotice(instance.scope(), instance.instanceId(), at, Optional.empty()));
        assertThat(meta("events/recommendations/rebalance"))
                .isEqualTo("{\"noticeTime\":\"2026-01-01T00:00:00Z\"}");
        assertThat(get("/latest/meta-data/spot/instance-action").statusCode()).isEqualTo(404);
        Instant end = at.plusSeconds(120);
        tell(new SpotNotice(instance.scope(), instance.instanceId(), at, Optional.of(end)));
        assertThat(meta("spot/instance-action"))
                .isEqualTo("{\"action\":\"terminate\",\"time\":\"2026-01-01T00:02:00Z\"}");
        assertThat(meta("spot/termination-time")).isEqualTo("2026-01-01T00:02:00Z");
    }

    private void tell(SpotNotice notice) {
        world = world.with(List.of(new Change.Put(notice)));
    }

    @Test
    void aMemberOfAGroupKnowsWhereItsLifeGoes() throws Exception {
        assertThat(get("/latest/meta-data/autoscaling/target-lifecycle-state").statusCode())
                .isEqualTo(404);
        know(member(GroupMembership.Lifecycle.IN_SERVICE));
        assertThat(meta("autoscaling/target-lifecycle-state")).isEqualTo("InService");
        know(member(GroupMembership.Lifecycle.TERMINATING));
        assertThat(meta("autoscaling/target-lifecycle-state")).isEqualTo("Terminated");
    }

    private Instance member(GroupMembership.Lifecycle lifecycle) {
        var membership =
                new GroupMembership(
                        "web",
                        lifecycle,
                        clock.now(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        false,
                        "",
                        1);
        return instance(Orders.order(1, "")).withMembership(Optional.of(membership));
    }

    @Test
    void theIdentityDocumentIsJson() throws Exception {
        assertThat(get("/latest/dynamic/instance-identity/document").body())
                .contains("\"instanceId\" : \"i-00000000000000001\"")
                .contains("\"accountId\" : \"000000000000\"")
                .contains("\"pendingTime\" : \"2026-01-01T00:00:00Z\"")
                .contains("\"kernelId\" : null");
    }

    @Test
    void whatAnInstanceDoesNotHaveIsNotFound() throws Exception {
        for (String path :
                List.of(
                        "/latest/meta-data/public-ipv4",
                        "/latest/meta-data/iam/security-credentials/",
                        "/latest/meta-data/spot/instance-action",
                        "/latest/meta-dat",
                        "/newest/meta-data/ami-id")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aTokenOpensTheSession() throws Exception {
        assertThat(statusWith(1, token(1, 60))).isEqualTo(200);
    }

    @Test
    void aTokenIsNeededWhereTheInstanceWasLaunchedSo() throws Exception {
        Order order = Orders.order(1, "");
        var required =
                new InstanceSettings.Options(Optional.empty(), Optional.of(true), Optional.empty());
        Instance instance = instance(order);
        know(
                new Instance(
                        instance.instanceId(),
                        instance.scope(),
                        instance.reservationId(),
                        instance.placement(),
                        instance.settings().with(required),
                        instance.launchedAt(),
                        instance.state(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        instance.tags()));
        assertThat(get("/latest/meta-data/instance-id").statusCode()).isEqualTo(401);
        assertThat(get("/").statusCode()).isEqualTo(401);
        assertThat(statusWith(1, token(1, 60))).isEqualTo(200);
        assertThat(send(2, "GET", "/latest/meta-data/instance-id", Map.of()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenEndsWithItsLife() throws Exception {
        String token = token(1, 60);
        clock.now = clock.now.plus(Duration.ofSeconds(60));
        assertThat(statusWith(1, token)).isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherInstanceIsRefused() throws Exception {
        assertThat(statusWith(2, token(1, 60))).isEqualTo(401);
        assertThat(statusWith(1, "bm8=")).isEqualTo(401);
        assertThat(statusWith(1, "no base64!")).isEqualTo(401);
    }

    @Test
    void aTokenNeedsALifeThatEc2Gives() throws Exception {
        assertThat(send(1, "PUT", "/latest/api/token", Map.of()).statusCode()).isEqualTo(400);
        for (String life : List.of("0", "21601", "soon")) {
            assertThat(send(1, "PUT", "/latest/api/token", Map.of(LIFE, life)).statusCode())
                    .as(life)
                    .isEqualTo(400);
        }
        assertThat(token(1, 21_600)).isNotEmpty();
    }

    @Test
    void aTokenIsNotGivenThroughAProxy() throws Exception {
        var headers = Map.of(LIFE, "60", "X-Forwarded-For", "10.0.0.1");
        assertThat(send(1, "PUT", "/latest/api/token", headers).statusCode()).isEqualTo(403);
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        assertThat(send(1, "POST", "/latest/meta-data/", Map.of()).statusCode()).isEqualTo(405);
    }

    @Test
    void anInstanceThatIsGoneIsNotAnswered() throws Exception {
        server.detach(new InstanceId("i-00000000000000001"));
        assertThat(isAnswered(1)).isFalse();
        assertThat(isAnswered(2)).isTrue();
        attach(1);
        assertThat(isAnswered(1)).isTrue();
    }

    @Test
    void attachingTwiceChangesNothing() throws Exception {
        attach(1);
        assertThat(isAnswered(1)).isTrue();
    }

    @Test
    void anAddressThatIsTakenIsTriedAgainAtTheNextStart() throws Exception {
        server.detach(Orders.id(1));
        // The loop gives a closed address back to the kernel before it reads its next request.
        assertThat(isAnswered(2)).isTrue();
        try (var other =
                new ServerSocket(
                        URI.create(server.endpoint(address(1))).getPort(),
                        1,
                        InetAddress.ofLiteral("127.30.15.1"))) {
            attach(1);
            assertThat(other.isBound()).isTrue();
        }
        assertThat(isAnswered(1)).isFalse();
        attach(1);
        assertThat(isAnswered(1)).isTrue();
    }

    private boolean isAnswered(int number) throws Exception {
        try {
            return send(number, "GET", "/", Map.of()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
