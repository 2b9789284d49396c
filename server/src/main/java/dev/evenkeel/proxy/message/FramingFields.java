package dev.evenkeel.proxy.message;

/// What the Content-Length and Transfer-Encoding fields of a message say together, and how another
/// server could misunderstand them.
///
/// Fields that only look like one of them are judged, but mean nothing. Overwritten by the next
/// message.
final class FramingFields {
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final byte[] CHUNKED = Ascii.bytes("chunked");
    private static final byte[] IDENTITY = Ascii.bytes("identity");
    private static final byte[][] OTHER_CODINGS = {
        Ascii.bytes("gzip"), Ascii.bytes("deflate"), Ascii.bytes("compress")
    };
    private static final long BAD = -2;
    private static final long NONE = -1;

    private boolean present;
    private long length = NONE;
    private boolean badLength;
    private int lengths;
    private int chunked;
    private boolean identity;
    private boolean unsupported;
    private int codings;

    private boolean seenCoding;
    private boolean lastWasChunked;
    private long seenLength = NONE;
    private DesyncReason codingVerdict = DesyncReason.COMPLIANT;
    private DesyncReason lengthVerdict = DesyncReason.COMPLIANT;

    void reset() {
        if (!present) {
            return;
        }
        present = false;
        length = NONE;
        badLength = false;
        lengths = 0;
        chunked = 0;
        identity = false;
        unsupported = false;
        codings = 0;
        seenCoding = false;
        lastWasChunked = false;
        seenLength = NONE;
        codingVerdict = DesyncReason.COMPLIANT;
        lengthVerdict = DesyncReason.COMPLIANT;
    }

    /// Notes a Content-Length, or with `real` false what looks like one.
    void length(byte[] bytes, int from, int to, boolean real) {
        present = true;
        long value = number(bytes, from, to);
        if (value == BAD) {
            lengthVerdict = lengthVerdict.and(DesyncReason.BAD_CONTENT_LENGTH);
        } else if (seenLength == NONE) {
            seenLength = value;
        } else {
            lengthVerdict =
                    lengthVerdict.and(
                            value == seenLength
                                    ? DesyncReason.DUPLICATE_CONTENT_LENGTH
                                    : DesyncReason.MULTIPLE_CONTENT_LENGTH);
        }
        if (real) {
            lengths++;
            badLength |= value == BAD || length != NONE && value != length;
            length = badLength ? length : value;
        }
    }

    private static long number(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to - 1 && bytes[start] == '0') {
            start++;
        }
        if (start == to || to - start > MAX_LENGTH_DIGITS) {
            return BAD;
        }
        long value = 0;
        for (int at = start; at < to; at++) {
            if (!Ascii.isDigit(bytes[at])) {
                return BAD;
            }
            value = value * 10 + (bytes[at] - '0');
        }
        return value;
    }

    /// Notes a Transfer-Encoding, or with `real` false what looks like one.
    void coding(byte[] bytes, int from, int to, boolean real) {
        present = true;
        seenCoding = true;
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == ',') {
                member(bytes, start, at, real);
                start = at + 1;
            }
        }
    }

    private void member(byte[] bytes, int from, int to, boolean real) {
        int start = from;
        while (start < to && Ascii.isBlank(bytes[start])) {
            start++;
        }
        int end = start;
        while (end < to && bytes[end] != ';') {
            end++;
        }
        boolean plain = end == to;
        while (end > start && Ascii.isBlank(bytes[end - 1])) {
            end--;
        }
        boolean isChunked = Ascii.isSame(bytes, start, end, CHUNKED);
        boolean isIdentity = !isChunked && Ascii.isSame(bytes, start, end, IDENTITY);
        boolean known = isChunked || isIdentity || isOtherCoding(bytes, start, end);
        if (!known) {
            codingVerdict = codingVerdict.and(DesyncReason.BAD_TRANSFER_ENCODING);
        } else if (isChunked && lastWasChunked) {
            codingVerdict = codingVerdict.and(DesyncReason.MULTIPLE_TRANSFER_ENCODING_CHUNKED);
        }
        lastWasChunked = known ? isChunked : lastWasChunked;
        if (real) {
            codings++;
            chunked += isChunked ? 1 : 0;
            identity |= isIdentity;
            unsupported |= !plain || !isChunked && !isIdentity;
        }
    }

    private static boolean isOtherCoding(byte[] bytes, int from, int to) {
        for (byte[] coding : OTHER_CODINGS) {
            if (Ascii.isSame(bytes, from, to, coding)) {
                return true;
            }
        }
        return false;
    }

    /// Whether there is any such field, or what looks like one.
    boolean isPresent() {
        return present;
    }

    /// The Content-Length; -1 if there is none that is good for anything.
    long length() {
        return length;
    }

    boolean isChunked() {
        return chunked > 0;
    }

    /// Whether a coding is named that is none.
    boolean saysIdentity() {
        return identity;
    }

    /// Whether the length cannot be told from the fields.
    boolean hasBadLength() {
        return badLength;
    }

    /// Whether the body is coded in a way that is not understood here.
    boolean hasUnsupportedCoding() {
        return unsupported || identity && chunked > 0;
    }

    /// Whether it has one meaning here, but is not said in one way only: it must be said anew.
    boolean isUnclear() {
        return present && (lengths > 1 || codings > 1 || codings > 0 && lengths > 0);
    }

    /// Whether a response may have such fields: there, what is not said in one way only is refused.
    boolean isSound() {
        boolean bothSaid = chunked > 0 && lengths > 0;
        return !badLength
                && lengths <= 1
                && codings <= 1
                && !unsupported
                && !bothSaid
                && codingVerdict != DesyncReason.BAD_TRANSFER_ENCODING;
    }

    /// What is wrong with a request that has such fields. `http10` says that it is older than
    /// HTTP/1.1, `http09` than HTTP/1.0, `bodyless` that its method expects no body.
    DesyncReason judge(boolean http10, boolean http09, boolean bodyless) {
        boolean hasLength = seenLength != NONE || lengthVerdict != DesyncReason.COMPLIANT;
        if (http10 && seenCoding) {
            return DesyncReason.UNDEFINED_TRANSFER_ENCODING_SEMANTICS;
        }
        if (http09 && hasLength) {
            return DesyncReason.UNDEFINED_CONTENT_LENGTH_SEMANTICS;
        }
        DesyncReason verdict = codingVerdict.and(lengthVerdict);
        if (bodyless && seenCoding) {
            verdict = verdict.and(DesyncReason.UNDEFINED_TRANSFER_ENCODING_SEMANTICS);
        }
        if (bodyless && seenLength >= 0) {
            verdict =
                    verdict.and(
                            seenLength == 0
                                    ? DesyncReason.GET_HEAD_ZERO_CONTENT_LENGTH
                                    : DesyncReason.UNDEFINED_CONTENT_LENGTH_SEMANTICS);
        }
        return seenCoding && seenLength >= 0
                ? verdict.and(DesyncReason.BOTH_TE_CL_PRESENT)
                : verdict;
    }
}
