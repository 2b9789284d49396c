package dev.evenkeel.proxy.balance;

/// What the data plane counts. The CloudWatch metrics of AWS/ApplicationELB, AWS/NetworkELB and
/// AWS/ELB are sums of these.
public enum Counter {
    NEW_CONNECTIONS,
    ACTIVE_CONNECTIONS,
    REQUESTS,
    RECEIVED_BYTES,
    SENT_BYTES,
    ELB_3XX,
    ELB_4XX,
    ELB_5XX,
    ELB_500,
    ELB_502,
    ELB_503,
    ELB_504,
    REDIRECTS,
    FIXED_RESPONSES,
    RULE_EVALUATIONS,
    NON_STICKY_REQUESTS,
    DESYNC_REQUESTS,
    DROPPED_INVALID_HEADERS,
    FORWARDED_INVALID_HEADERS,
    TARGET_2XX,
    TARGET_3XX,
    TARGET_4XX,
    TARGET_5XX,
    TARGET_CONNECTION_ERRORS,
    CLIENT_TLS_ERRORS,
    TARGET_TLS_ERRORS,
    RETRIES,
    IN_FLIGHT,
    CLIENT_RESETS,
    ELB_RESETS,
    TARGET_RESETS
}
