package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.Transform;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.route.Transforms;
import dev.evenkeel.scenario.Fleet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformedHeadTest {
    private final RequestHead head = new RequestHead();
    private final TransformedHead transformed = new TransformedHead();

    private static Transform host(String regex, String replacement) {
        return new Transform(Transform.Kind.HOST_HEADER, regex, replacement);
    }

    private static Transform url(String regex, String replacement) {
        return new Transform(Transform.Kind.URL, regex, replacement);
    }

    /// As a route table compiles them.
    private static Transforms compiled(Transform... transforms) {
        var fleet = new Fleet();
        LoadBalancer lb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        TargetGroup group = fleet.group("web", TargetGroup.TargetType.IP, Protocol.HTTP);
        var listener = fleet.listener(lb, Protocol.HTTP, 80, group);
        ListenerRule rule =
                fleet.rule(listener, 1, List.of(new Condition.PathPattern(List.of("*"))), group);
        fleet.put(rule.deciding(rule.conditions(), rule.actions(), List.of(transforms)));
        RouteTable table = RouteTable.compile(RouteTable.EMPTY, fleet.world());
        var rules = ((Route.Http) table.frontends().getFirst().route()).rules();
        return ((Action.Transformed) rules.match(read("GET / HTTP/1.1", "Host: a"), new byte[4]))
                .transforms();
    }

    private static RequestHead read(String... lines) {
        byte[] bytes = Ascii.bytes(String.join("\r\n", lines) + "\r\n\r\n");
        var head = new RequestHead();
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return head;
    }

    private TransformedHead.Result transform(Transforms transforms, String... lines) {
        byte[] bytes = Ascii.bytes(String.join("\r\n", lines) + "\r\n\r\n");
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return transformed.transform(transforms, head);
    }

    private String changed(Transforms transforms, String... lines) {
        assertThat(transform(transforms, lines)).isEqualTo(TransformedHead.Result.CHANGED);
        RequestHead made = transformed.head();
        return new String(made.bytes(), 0, made.end(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theUrlIsRewrittenAndTheRestKept() {
        Transforms transforms = compiled(url("^/dp/([A-Z0-9]+)/?$", "/product?id=$1"));
        assertThat(changed(transforms, "POST /dp/B01/ HTTP/1.1", "Host: a:80", "X-A:  b", "x-a: c"))
                .isEqualTo(
                        "POST /product?id=B01 HTTP/1.1\r\nHost: a:80\r\nX-A:  b\r\nx-a: c\r\n\r\n");
    }

    @Test
    void theQueryIsAPartOfTheUrl() {
        Transforms transforms = compiled(url("[?]v=(\\d+)$", "/v$1"));
        assertThat(changed(transforms, "GET /api?v=2 HTTP/1.1", "Host: a"))
                .startsWith("GET /api/v2 HTTP/1.1\r\n");
    }

    @Test
    void theHostIsRewrittenAndItsPortKept() {
        Transforms transforms = compiled(host("^mywebsite-(.+).com$", "internal.$1.example"));
        assertThat(changed(transforms, "GET / HTTP/1.1", "X-A: b", "Host: MyWebsite-Shop.com:8080"))
                .isEqualTo("GET / HTTP/1.1\r\nHost: internal.Shop.example:8080\r\nX-A: b\r\n\r\n");
        assertThat(changed(compiled(host("a", "b:9000")), "GET / HTTP/1.1", "Host: a:80"))
                .contains("Host: b:9000\r\n");
    }

    @Test
    void bothAreRewrittenAtOnce() {
        Transforms transforms = compiled(host("a", "b"), url("/x", "/y"));
        assertThat(changed(transforms, "GET /x HTTP/1.1", "Host: a"))
                .startsWith("GET /y HTTP/1.1\r\nHost: b\r\n");
        assertThat(changed(transforms, "GET /z HTTP/1.1", "Host: a"))
                .startsWith("GET /z HTTP/1.1\r\nHost: b\r\n");
    }

    @Test
    void whatDoesNotMatchGoesOnAsItCame() {
        Transforms transforms = compiled(host("^b", "c"), url("^/x", "/y"));
        assertThat(transform(transforms, "GET /a/x HTTP/1.1", "Host: a"))
                .isEqualTo(TransformedHead.Result.SAME);
    }

    @Test
    void anAbsoluteFormBecomesPathAndHost() {
        assertThat(changed(compiled(url("^/x", "/y")), "GET http://a:80/x HTTP/1.1", "Host: b"))
                .isEqualTo("GET /y HTTP/1.1\r\nHost: a:80\r\n\r\n");
    }

    @Test
    void anOlderRequestWithoutAHostStaysOne() {
        Transforms transforms = compiled(host(".*", "b"), url("^/x", "/y"));
        assertThat(changed(transforms, "GET /x HTTP/1.0", "X-A: b"))
                .isEqualTo("GET /y HTTP/1.0\r\nX-A: b\r\n\r\n");
    }

    @Test
    void whatIsNoRequestAnyMoreFails() {
        for (Transform transform :
                List.of(url("^/x", ""), url("^/x", "x"), url("^/x", "http://b/"))) {
            assertThat(transform(compiled(transform), "GET /x HTTP/1.1", "Host: a"))
                    .as(transform.toString())
                    .isEqualTo(TransformedHead.Result.INVALID_URL);
        }
        for (Transform transform : List.of(host("a", ""), host("a", "b/c"))) {
            assertThat(transform(compiled(transform), "GET /x HTTP/1.1", "Host: a"))
                    .as(transform.toString())
                    .isEqualTo(TransformedHead.Result.INVALID_HOST);
        }
        Transforms tooLong = compiled(url("(.*)", "$1" + "$1".repeat(500)));
        assertThat(transform(tooLong, "GET /" + "x".repeat(100) + " HTTP/1.1", "Host: a"))
                .isEqualTo(TransformedHead.Result.INVALID_URL);
    }
}
