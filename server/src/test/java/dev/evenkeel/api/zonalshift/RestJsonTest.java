package dev.evenkeel.api.zonalshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.FixedClock;
import dev.evenkeel.api.MemoryBackend;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.http.Dispatcher;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Limits;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.sim.Fleet;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// REST with JSON, as the clients of zonal shift speak it: what is asked for stands in the path,
/// the query and the body.
class RestJsonTest {
    private static final AutoScalingGroup GROUP =
            Fleet.group(1, 3, 9)
                    .edit()
                    .rules(GroupRules.NONE.withImpairment(new GroupRules.Impairment(true, true)))
                    .done();
    private static final String ARN = GROUP.arn().value();

    private final MemoryBackend backend = new MemoryBackend();
    private final Dispatcher dispatcher =
            new Dispatcher(
                    new Directory(List.of(ZonalShifts.operations()), Limits.DEFAULT),
                    Authenticator.none(Fleet.SCOPE.account()),
                    backend,
                    new FixedClock(Instant.parse("2026-01-31T12:00:00Z")),
                    new Random(1));

    RestJsonTest() {
        backend.<String>commit(_ -> new Decision<>(List.of(new Change.Put(GROUP)), "")).join();
    }

    private ApiAnswer ask(String method, String path, String query, String body) {
        String scope = "AKID/20260131/us-east-1/arc-zonal-shift/aws4_request";
        String signed =
                "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0";
        return dispatcher.answer(
                new ApiRequest(
                        method,
                        path,
                        query,
                        Map.of("authorization", List.of(signed)),
                        Body.of(body)));
    }

    private ApiAnswer start(String zone) {
        return ask(
                "POST",
                "/zonalshifts",
                "",
                "{\"resourceIdentifier\":\""
                        + ARN
                        + "\",\"awayFrom\":\""
                        + zone
                        + "\",\"expiresIn\":\"1h\",\"comment\":\"slow\"}");
    }

    @Test
    void theBodySaysWhatToMake() {
        ApiAnswer made = start("use1-az1");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers()).containsEntry("Content-Type", "application/json");
        assertThat(made.body().text())
                .contains("\"awayFrom\":\"use1-az1\"", "\"status\":\"ACTIVE\"")
                .contains("\"expiryTime\":1769864400");
    }

    @Test
    void thePathSaysWhatIsMeant() {
        start("use1-az2");
        String path = "/managedresources/" + URLEncoder.encode(ARN, StandardCharsets.UTF_8);
        ApiAnswer found = ask("GET", path, "", "");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().text())
                .contains("\"name\":\"web\"", "\"use1-az2\":0.0", "\"use1-az1\":1.0")
                .contains("\"appliedStatus\":\"APPLIED\"");
        assertThat(ask("DELETE", "/zonalshifts/nobody", "", "").status()).isEqualTo(404);
    }

    @Test
    void theQuerySaysHowMany() {
        start("use1-az1");
        assertThat(ask("GET", "/zonalshifts", "maxResults=1&status=ACTIVE", "").body().text())
                .contains("\"shiftType\":\"ZONAL_SHIFT\"");
        assertThat(ask("GET", "/zonalshifts", "status=EXPIRED", "").body().text())
                .isEqualTo("{\"items\":[]}");
        assertThat(ask("GET", "/managedresources", "maxResults=many", "").status()).isEqualTo(400);
    }

    @Test
    void anErrorIsNamedInAHeader() {
        start("use1-az1");
        ApiAnswer second = start("use1-az2");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.headers()).containsEntry("x-amzn-ErrorType", "ConflictException");
        assertThat(second.body().text()).contains("\"message\":\"ZonalShiftAlreadyExists: ");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThat(ask("POST", "/zonalshifts", "", "{\"resource").status()).isEqualTo(400);
        assertThat(ask("POST", "/zonalshifts", "", "[]").status()).isEqualTo(400);
        ApiAnswer unknown = ask("PUT", "/zonalshifts", "", "{}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.headers())
                .containsEntry("x-amzn-ErrorType", "UnknownOperationException");
    }
}
