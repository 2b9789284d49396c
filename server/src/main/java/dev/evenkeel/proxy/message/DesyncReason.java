package dev.evenkeel.proxy.message;

/// How far a request keeps to HTTP, and why not: AWS's classes and reasons, by the names that its
/// access logs use (from github.com/aws/http-desync-guardian).
///
/// Requests that two servers could read in two ways let an attacker slip a second request into the
/// first.
public enum DesyncReason {
    COMPLIANT(Tier.COMPLIANT, ""),
    GET_HEAD_ZERO_CONTENT_LENGTH(Tier.ACCEPTABLE, "GetHeadZeroContentLength"),
    NON_COMPLIANT_HEADER(Tier.ACCEPTABLE, "NonCompliantHeader"),
    NON_COMPLIANT_VERSION(Tier.ACCEPTABLE, "NonCompliantVersion"),
    NON_CRLF_LINE_TERMINATION(Tier.ACCEPTABLE, "NonCrLfLineTermination"),
    SPACE_IN_URI(Tier.ACCEPTABLE, "SpaceInUri"),
    AMBIGUOUS_URI(Tier.AMBIGUOUS, "AmbiguousUri"),
    BOTH_TE_CL_PRESENT(Tier.AMBIGUOUS, "BothTeClPresent"),
    DUPLICATE_CONTENT_LENGTH(Tier.AMBIGUOUS, "DuplicateContentLength"),
    EMPTY_HEADER(Tier.AMBIGUOUS, "EmptyHeader"),
    MISSING_HEADER_COLON(Tier.AMBIGUOUS, "MissingHeaderColon"),
    MISSING_URI(Tier.AMBIGUOUS, "MissingUri"),
    MULTILINE_HEADER(Tier.AMBIGUOUS, "MultilineHeader"),
    SUSPICIOUS_HEADER(Tier.AMBIGUOUS, "SuspiciousHeader"),
    UNDEFINED_CONTENT_LENGTH_SEMANTICS(Tier.AMBIGUOUS, "UndefinedContentLengthSemantics"),
    UNDEFINED_TRANSFER_ENCODING_SEMANTICS(Tier.AMBIGUOUS, "UndefinedTransferEncodingSemantics"),
    BAD_CONTENT_LENGTH(Tier.SEVERE, "BadContentLength"),
    BAD_HEADER(Tier.SEVERE, "BadHeader"),
    BAD_METHOD(Tier.SEVERE, "BadMethod"),
    BAD_TRANSFER_ENCODING(Tier.SEVERE, "BadTransferEncoding"),
    BAD_URI(Tier.SEVERE, "BadUri"),
    BAD_VERSION(Tier.SEVERE, "BadVersion"),
    MULTIPLE_CONTENT_LENGTH(Tier.SEVERE, "MultipleContentLength"),
    MULTIPLE_TRANSFER_ENCODING_CHUNKED(Tier.SEVERE, "MultipleTransferEncodingChunked");

    private final Tier tier;
    private final String text;

    DesyncReason(Tier tier, String text) {
        this.tier = tier;
        this.text = text;
    }

    /// How bad it is, the harmless first.
    public enum Tier {
        COMPLIANT(""),
        ACCEPTABLE("Acceptable"),
        AMBIGUOUS("Ambiguous"),
        SEVERE("Severe");

        private final String text;

        Tier(String text) {
            this.text = text;
        }

        /// As the access log has it; empty for what is compliant.
        public String text() {
            return text;
        }
    }

    public Tier tier() {
        return tier;
    }

    /// As the access log has it; empty for what is compliant.
    public String text() {
        return text;
    }

    /// The worse of this and what was found later; of two that are equally bad, the first.
    DesyncReason and(DesyncReason later) {
        return later.tier.compareTo(tier) > 0 ? later : this;
    }
}
