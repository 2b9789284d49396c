package dev.evenkeel.proxy.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.proxy.sticky.StickyCookies.Kind;
import dev.evenkeel.sys.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cookies as they stand in heads.
class StickyCookiesTest {
    private static final long TARGET = 42;
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final StickyCookies cookies =
            new StickyCookies(
                    CookieKey.of(new byte[CookieKey.BYTES]),
                    new SplittableRandom(3),
                    new Clock() {
                        @Override
                        public Instant now() {
                            return now;
                        }

                        @Override
                        public long nanoTime() {
                            return 0;
                        }
                    });

    private String lines(Kind kind, boolean secure) {
        var out = new HeadBuffer();
        cookies.append(kind, TARGET, 60, secure, out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }

    private String value(Kind kind) {
        String lines = lines(kind, false);
        return lines.substring(lines.indexOf('=') + 1, lines.indexOf(';'));
    }

    private static RequestHead request(String... fields) {
        var head = new RequestHead();
        byte[] bytes =
                Ascii.bytes(
                        "GET / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return head;
    }

    private static ResponseHead response(String... fields) {
        var head = new ResponseHead();
        byte[] bytes =
                Ascii.bytes("HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
        assertThat(head.parse(bytes, bytes.length)).isEqualTo(bytes.length);
        return head;
    }

    @Test
    void theCookieOfATargetComesTwiceTheSecondForOtherSites() {
        String week = "; Expires=Sun, 29 Nov 2026 08:00:00 GMT; Path=/";
        String value = value(Kind.TARGET);
        assertThat(lines(Kind.TARGET, false))
                .isEqualTo(
                        "Set-Cookie: AWSALB="
                                + value
                                + week
                                + "\r\nSet-Cookie: AWSALBCORS="
                                + value
                                + week
                                + "; SameSite=None\r\n");
    }

    @Test
    void overHttpsTheOneForOtherSitesIsSecure() {
        String[] lines = lines(Kind.GROUP, true).split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("Set-Cookie: AWSALBTG=").endsWith("; Path=/");
        assertThat(lines[1])
                .startsWith("Set-Cookie: AWSALBTGCORS=")
                .endsWith("; Path=/; SameSite=None; Secure");
    }

    @Test
    void theCookieBesideAnApplicationsOwnComesOnce() {
        assertThat(lines(Kind.APPLICATION, false).split("\r\n"))
                .singleElement()
                .asString()
                .startsWith("Set-Cookie: AWSALBAPP-0=")
                .endsWith("; Path=/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: AWSALB=%s",
                "cookie: a=b; AWSALB=%s; c=d",
                "Cookie: a=b;AWSALB=%s ;c=d",
                "Cookie: XAWSALB=x; AWSALB=%s",
                "Cookie: AWSALBCORS=%s",
                "Cookie: AWSALB=nonsense; AWSALBCORS=%s",
                "Cookie: a=b\r\nCookie: AWSALB=%s"
            })
    void itIsFoundWhereverItStands(String field) {
        var head = request(field.formatted(value(Kind.TARGET)));
        assertThat(cookies.read(head, Kind.TARGET)).isEqualTo(TARGET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Cookie: AWSALB=%s",
                "Cookie: awsalb=%s",
                "Cookie: AWSALB",
                "Cookie: AWSALB=",
                "Cookie: AWSALBTG=%s",
                "Cookie: AWSALB=\"%s\"",
                "Cookie: AWSALB=%sx",
                "Cookie: AWSALBX=%s",
                "Cookie: ;;; ="
            })
    void whatIsNotItIsNotRead(String field) {
        var head = request(field.formatted(value(Kind.TARGET)));
        assertThat(cookies.read(head, Kind.TARGET)).isEqualTo(StickyCookies.NOTHING);
    }

    @Test
    void aUrlEncodedValueIsNotRead() {
        String value = value(Kind.TARGET);
        for (int i = 0; i < 100 && !value.contains("+"); i++) {
            now = now.plusSeconds(1);
            value = value(Kind.TARGET);
        }
        var head = request("Cookie: AWSALB=" + value.replace("+", "%2B"));
        assertThat(cookies.read(head, Kind.TARGET)).isEqualTo(StickyCookies.NOTHING);
    }

    @Test
    void itIsGoodForItsDurationAndRenewedWithEachSecond() {
        var first = request("Cookie: AWSALB=" + value(Kind.TARGET));
        now = now.plusSeconds(59);
        assertThat(cookies.read(first, Kind.TARGET)).isEqualTo(TARGET);
        var second = request("Cookie: AWSALB=" + value(Kind.TARGET));
        now = now.plusSeconds(1);
        assertThat(cookies.read(first, Kind.TARGET)).isEqualTo(StickyCookies.NOTHING);
        assertThat(cookies.read(second, Kind.TARGET)).isEqualTo(TARGET);
    }

    @Test
    void whatTheTargetSetsIsSeen() {
        assertThat(cookies.sets(response("Set-Cookie: session=1; Path=/"), "session")).isTrue();
        assertThat(cookies.sets(response("set-cookie: a=1", "Set-Cookie: session="), "session"))
                .isTrue();
        assertThat(cookies.sets(response("Set-Cookie: sessions=1"), "session")).isFalse();
        assertThat(cookies.sets(response("Set-Cookie: a=session=1"), "session")).isFalse();
    }

    @Test
    void linesOfManyTargetsDoNotMix() {
        for (int round = 0; round < 3; round++) {
            for (long target = 1; target < 2_000; target++) {
                var out = new HeadBuffer();
                cookies.append(Kind.TARGET, target, 60, false, out);
                String text =
                        new String(
                                Arrays.copyOf(out.bytes(), out.length()),
                                StandardCharsets.ISO_8859_1);
                String value = text.substring(text.indexOf('=') + 1, text.indexOf(';'));
                assertThat(cookies.read(request("Cookie: AWSALB=" + value), Kind.TARGET))
                        .isEqualTo(target);
            }
        }
    }

    @Test
    void aClassicLoadBalancersCookieLastsForItsPeriodOrAsLongAsTheBrowserRuns() {
        String value = value(Kind.CLASSIC);
        assertThat(lines(Kind.CLASSIC, false))
                .isEqualTo(
                        "Set-Cookie: AWSELB=%s; Max-Age=60; Path=/\r\n".formatted(value)
                                + "Set-Cookie: AWSELBCORS=%s; Max-Age=60; Path=/; SameSite=None\r\n"
                                        .formatted(value));
        assertThat(cookies.read(request("Cookie: AWSELB=" + value), Kind.CLASSIC))
                .isEqualTo(TARGET);
        var out = new HeadBuffer();
        cookies.append(Kind.CLASSIC, TARGET, 0, false, out);
        String session = new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
        assertThat(session).doesNotContain("Max-Age");
        String kept = session.substring(session.indexOf('=') + 1, session.indexOf(';'));
        now = now.plusSeconds(86_400);
        assertThat(cookies.read(request("Cookie: AWSELB=" + value), Kind.CLASSIC))
                .isEqualTo(StickyCookies.NOTHING);
        assertThat(cookies.read(request("Cookie: AWSELB=" + kept), Kind.CLASSIC)).isEqualTo(TARGET);
    }
}
