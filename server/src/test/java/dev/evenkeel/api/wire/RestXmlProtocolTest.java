package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.Http;
import dev.evenkeel.wire.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestXmlProtocolTest {
    private final Directory directory =
            new Directory(List.of(Operations.of(SampleRest.SERVICE)), new Limits(50, 8));

    private Addressed get(String path, String query) {
        return directory.address(
                new ApiRequest("GET", path, query, Map.of(), Body.EMPTY), "garden");
    }

    private Map<String, Object> planted(String path, Map<String, String> headers, String body) {
        int question = path.indexOf('?');
        Map<String, List<String>> lines = new TreeMap<>();
        headers.forEach((name, value) -> lines.put(name, List.of(value)));
        ApiRequest request =
                new ApiRequest(
                        "POST",
                        question < 0 ? path : path.substring(0, question),
                        question < 0 ? "" : path.substring(question + 1),
                        lines,
                        Body.of(body));
        Addressed addressed = directory.address(request, "garden");
        assertThat(addressed.operation()).isEqualTo("Plant");
        return SampleRest.plain(addressed.protocol().read(SampleRest.PLANT));
    }

    private Map<String, Object> planted(String body) {
        return planted("/beds/north/plants", Map.of(), body);
    }

    @Test
    void theMethodAndThePathNameTheOperation() {
        assertThat(get("/beds", "").operation()).isEqualTo("ListBeds");
        assertThat(get("/beds/", "").operation()).isEqualTo("ListBeds");
        assertThat(get("/beds/north", "").operation()).isEqualTo("GetBed");
        assertThat(get("/beds/north/", "").operation()).isEqualTo("GetBed");
        assertThat(get("/beds/north/plants", "").operation()).isEqualTo("Dig");
    }

    @Test
    void theMoreExactUriWins() {
        assertThat(get("/beds/size", "").operation()).isEqualTo("GetSize");
        assertThat(get("/beds/north", "a=1&soil").operation()).isEqualTo("GetSoil");
        assertThat(get("/beds/north", "soil=loam").operation()).isEqualTo("GetBed");
    }

    @Test
    void aGreedyLabelTakesTheRestUpToWhatFollowsIt() {
        assertThat(get("/path/a/b/c/length", "").operation()).isEqualTo("Measure");
        assertThat(get("/path/length", "").operation()).isEmpty();
        assertThat(get("/beds/north/a/b", "").operation()).isEqualTo("Dig");
    }

    @Test
    void noOtherOperationIsGuessed() {
        assertThat(get("/", "").operation()).isEmpty();
        assertThat(get("/beds//", "").operation()).isEmpty();
        assertThat(get("/nowhere", "").operation()).isEmpty();
        ApiRequest deletion = new ApiRequest("DELETE", "/beds", "", Map.of(), Body.EMPTY);
        Addressed addressed = directory.address(deletion, "garden");
        ApiFault fault = addressed.protocol().unknownOperation(addressed.operation());
        assertThat(fault.code()).isEqualTo("UnknownOperationException");
        assertThat(fault.status()).isEqualTo(404);
        assertThat(fault.message()).contains("DELETE /beds");
    }

    @Test
    void withoutASignatureThePathTellsTheService() {
        ApiRequest beds = new ApiRequest("GET", "/beds", "", Map.of(), Body.EMPTY);
        assertThat(directory.address(beds, "").operation()).isEqualTo("ListBeds");
        ApiRequest root = new ApiRequest("POST", "/", "", Map.of(), Body.of("Action=ListBeds"));
        assertThat(directory.address(root, "").protocol()).isInstanceOf(QueryProtocol.class);
        assertThat(directory.address(beds, "elasticloadbalancing").protocol())
                .isInstanceOf(QueryProtocol.class);
    }

    @Test
    void labelsAreDecodedAndAPlusIsAPlus() {
        assertThat(planted("/beds/a+b%20%2F%C3%A9/plants", Map.of(), ""))
                .containsEntry("Bed", "a+b /é");
        assertThatThrownBy(() -> planted("/beds/%zz/plants", Map.of(), ""))
                .isInstanceOf(ApiFault.class);
    }

    @Test
    void queryParametersAreListsAndAllOfThemAMap() {
        assertThat(planted("/beds/n/plants?row=1&row=2&x=%20", Map.of(), ""))
                .containsEntry("Rows", List.of("1", "2"))
                .containsEntry("All", Map.of("row", "1", "x", " "));
    }

    @Test
    void tooManyQueryParametersAreRefused() {
        assertThatThrownBy(() -> planted("/beds/n/plants?" + "a=1&".repeat(51), Map.of(), ""))
                .hasMessageContaining("more than 50 parameters");
    }

    @Test
    void headersAreListsAndCommasInQuotesAreTexts() {
        Map<String, String> headers =
                Map.of("x-tag", "a, \"b, \\\"c\\\"\" ,d", "x-note-sun", "much", "x-other", "1");
        assertThat(planted("/beds/n/plants", headers, ""))
                .containsEntry("Tags", List.of("a", "b, \"c\"", "d"))
                .containsEntry("Notes", Map.of("sun", "much"));
    }

    @Test
    void theBodyIsReadByLocalNames() {
        assertThat(
                        planted(
                                """
                                <?xml version="1.0"?>
                                <g:Plant xmlns:g="https://garden/doc/" g:kind="tree"><!-- tall -->
                                  <g:Name><![CDATA[<oak>]]></g:Name><Seed>1</Seed><Unknown/><Seed/>
                                  <Sizes><entry><key>a</key><value>9</value></entry></Sizes>
                                  <Depth>-Infinity</Depth><Neighbour><Name>elm</Name></Neighbour>
                                </g:Plant>\
                                """))
                .containsEntry("Kind", "tree")
                .containsEntry("Name", "<oak>")
                .containsEntry("Seeds", List.of("1", ""))
                .containsEntry("Sizes", Map.of("a", "9"))
                .containsEntry("Depth", Double.NEGATIVE_INFINITY)
                .containsEntry("Neighbour", Map.of("Name", "elm"));
    }

    @Test
    void anEmptyBodyIsNoneOfItsMembers() {
        assertThat(planted("")).containsOnlyKeys("Bed");
    }

    @Test
    void whatIsNotXmlIsTheCallersMistake() {
        for (String body :
                List.of(
                        "no",
                        "<Plant>",
                        "<a/><b/>",
                        "<Plant><Depth>deep</Depth></Plant>",
                        "<Plant><Name><a/></Name></Plant>",
                        "<Plant><Sizes><entry><key>a</key></entry></Sizes></Plant>",
                        "<?xml version=\"1.0\" encoding=\"none\"?><Plant/>")) {
            assertThatThrownBy(() -> planted(body))
                    .as(body)
                    .isInstanceOfSatisfying(
                            ApiFault.class,
                            fault -> assertThat(fault.code()).isEqualTo("MalformedInput"));
        }
    }

    @Test
    void aDocumentTypeIsRefusedBeforeAnyEntityGrows() {
        String bomb =
                "<!DOCTYPE p [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Plant><Name>&b;</Name></Plant>";
        assertThatThrownBy(() -> planted(bomb)).isInstanceOf(ApiFault.class);
        String file = "<!DOCTYPE p [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><Plant>&f;</Plant>";
        assertThatThrownBy(() -> planted(file)).isInstanceOf(ApiFault.class);
    }

    @Test
    void deepAndWideDocumentsAreRefused() {
        assertThatThrownBy(() -> planted("<a>".repeat(9) + "</a>".repeat(9)))
                .hasMessageContaining("more than 8 levels");
        assertThatThrownBy(() -> planted("<a>" + "<b/>".repeat(50) + "</a>"))
                .hasMessageContaining("more than 50 elements");
    }

    @Test
    void aFaultIsAnErrorResponse() {
        ApiAnswer answer =
                get("/beds", "").protocol().fault(new ApiFault("NoBed", "a < b", 404), "id-1");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/xml")
                .containsEntry("x-amzn-RequestId", "id-1");
        assertThat(answer.body().text())
                .endsWith(
                        "<ErrorResponse xmlns=\"https://garden/doc/\"><Error><Type>Sender</Type>"
                                + "<Code>NoBed</Code><Message>a &lt; b</Message></Error>"
                                + "<RequestId>id-1</RequestId></ErrorResponse>");
    }

    @Test
    void anAnswerPutsEveryMemberInItsPlace() {
        @Nullable Object[] values = new Object[12];
        values[3] = List.of("a", "b, c");
        values[4] = Map.of("Sun", "much");
        values[5] = "a\n\"tree\"";
        values[6] = "oak";
        values[10] = Instant.parse("2026-01-31T12:00:00Z");
        values[11] = new Bag(new Object[12]);
        Operation<Bag, Bag> operation =
                new Operation<>(
                        "Plant",
                        () -> SampleRest.PLANT,
                        () -> SampleRest.PLANT,
                        "",
                        List.of(),
                        new Http("GET", "/", 201));
        ApiAnswer answer = get("/beds", "").protocol().answer(operation, new Bag(values), "id");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("X-Tag", "a, \"b, c\"")
                .containsEntry("X-Note-Sun", "much");
        assertThat(answer.body().text())
                .endsWith(
                        "<Plant xmlns=\"https://garden/doc/\" kind=\"a&#10;&quot;tree&quot;\">"
                                + "<Name>oak</Name><At>2026-01-31T12:00:00Z</At>"
                                + "<Neighbour xmlns:n=\"https://garden/next\"></Neighbour></Plant>");
    }
}
