package dev.evenkeel.proxy.sticky;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.sys.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// AWS's cookies: `AWSALB` and `AWSALBAPP-0` name a target, `AWSALBTG` a target group, `AWSELB` a
/// Classic Load Balancer's instance; with `CORS` they are for requests from other sites. Belongs to
/// an event loop.
///
/// A client keeps a cookie for a week, a Classic one for as long as it is good; for how long it is
/// good stands in it, sealed. Lines are made once a second and target, however many responses carry
/// them.
public final class StickyCookies {
    /// What a client has no, or no good, cookie for.
    public static final long NOTHING = Seal.NOTHING;

    private static final int WEEK = 7 * 86_400;
    private static final int SLOTS = 256;

    /// For how long a cookie is good that a browser may keep as long as it runs.
    private static final long BROWSER_SESSION = 10L * 365 * 86_400;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final byte[] SET_COOKIE = Ascii.bytes("Set-Cookie: ");
    private static final byte[] PATH = Ascii.bytes("; Path=/");
    private static final byte[] SAME_SITE = Ascii.bytes("; SameSite=None");
    private static final byte[] SECURE = Ascii.bytes("; Secure");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final Seal seal;
    private final Clock clock;
    private final CookieReader reader = new CookieReader();
    private final HeadBuffer value = new HeadBuffer();
    private final HeadBuffer made = new HeadBuffer();
    private final Slot[] slots = new Slot[SLOTS];

    public StickyCookies(CookieKey key, RandomGenerator random, Clock clock) {
        this.seal = new Seal(key, random);
        this.clock = clock;
        Arrays.setAll(slots, _ -> new Slot());
    }

    /// What a cookie stands for.
    public enum Kind {
        TARGET("AWSALB", "AWSALBCORS"),
        APPLICATION("AWSALBAPP-0", ""),
        GROUP("AWSALBTG", "AWSALBTGCORS"),
        CLASSIC("AWSELB", "AWSELBCORS");

        private final String cookie;
        private final String forOtherSites;

        Kind(String cookie, String forOtherSites) {
            this.cookie = cookie;
            this.forOtherSites = forOtherSites;
        }

        private byte code() {
            return switch (this) {
                case TARGET -> 1;
                case APPLICATION -> 2;
                case GROUP -> 3;
                case CLASSIC -> 4;
            };
        }
    }

    /// Lines that were made a moment ago.
    private static final class Slot {
        private Kind kind = Kind.TARGET;
        private long subject;
        private long second;
        private int seconds;
        private boolean secure;
        private byte[] lines = {};

        private boolean has(Kind otherKind, long otherSubject, int otherSeconds, boolean isSecure) {
            return subject == otherSubject
                    && kind == otherKind
                    && seconds == otherSeconds
                    && secure == isSecure;
        }
    }

    /// The target or group the client was with, or [#NOTHING].
    public long read(RequestHead head, Kind kind) {
        long found = read(head, kind, kind.cookie);
        return found == NOTHING && !kind.forOtherSites.isEmpty()
                ? read(head, kind, kind.forOtherSites)
                : found;
    }

    private long read(RequestHead head, Kind kind, String name) {
        if (!reader.find(head, name)) {
            return NOTHING;
        }
        long now = clock.now().getEpochSecond();
        return seal.open(kind.code(), head.bytes(), reader.valueStart(), reader.valueEnd(), now);
    }

    /// Whether the client sent a cookie of this name, or one of ours of this kind, good or not.
    public boolean carries(RequestHead head, String name) {
        return reader.find(head, name);
    }

    /// Whether the target gives the client a cookie of this name.
    public boolean sets(ResponseHead head, String name) {
        return reader.sets(head, name);
    }

    /// Appends the lines that keep a client with `subject` for so many `seconds`; 0 is for as long
    /// as its browser runs. `secure`: the client speaks HTTPS.
    public void append(Kind kind, long subject, int seconds, boolean secure, HeadBuffer out) {
        long now = clock.now().getEpochSecond();
        Slot slot = slots[(int) (subject + kind.code()) & SLOTS - 1];
        if (slot.second != now || !slot.has(kind, subject, seconds, secure)) {
            slot.kind = kind;
            slot.subject = subject;
            slot.seconds = seconds;
            slot.secure = secure;
            slot.second = now;
            slot.lines = lines(kind, subject, seconds, secure, now);
        }
        out.append(slot.lines);
    }

    private byte[] lines(Kind kind, long subject, int seconds, boolean secure, long now) {
        value.clear();
        long good = seconds == 0 ? BROWSER_SESSION : seconds;
        seal.seal(kind.code(), subject, now + good, value);
        byte[] expires = kind == Kind.CLASSIC ? maxAge(seconds) : week(now);
        made.clear();
        boolean alone = kind.forOtherSites.isEmpty();
        line(kind.cookie, expires, alone && secure, secure);
        if (!alone) {
            line(kind.forOtherSites, expires, true, secure);
        }
        return Arrays.copyOf(made.bytes(), made.length());
    }

    private static byte[] week(long now) {
        return Ascii.bytes("; Expires=" + DATE.format(Instant.ofEpochSecond(now + WEEK)));
    }

    /// Without one, a browser keeps a cookie for as long as it runs.
    private static byte[] maxAge(int seconds) {
        return Ascii.bytes(seconds == 0 ? "" : "; Max-Age=" + seconds);
    }

    private void line(String name, byte[] expires, boolean otherSites, boolean secure) {
        made.append(SET_COOKIE).append(Ascii.bytes(name + "="));
        made.append(value.bytes(), 0, value.length());
        made.append(expires).append(PATH);
        if (otherSites) {
            made.append(SAME_SITE);
            if (secure) {
                made.append(SECURE);
            }
        }
        made.append(CRLF);
    }
}
