package dev.evenkeel.proxy.message;

/// What is done about requests that do not keep to HTTP: the values of
/// `routing.http.desync_mitigation_mode`.
public enum DesyncMode {
    /// Everything that has a meaning is sent on.
    MONITOR,
    /// Ambiguous requests are sent on, but both connections close after them; severe ones are
    /// refused.
    DEFENSIVE,
    /// Only compliant requests are sent on.
    STRICTEST;

    /// Whether such a request is answered with 400.
    public boolean refuses(DesyncReason reason) {
        return switch (this) {
            case MONITOR -> false;
            case DEFENSIVE -> reason.tier() == DesyncReason.Tier.SEVERE;
            case STRICTEST -> reason.tier() != DesyncReason.Tier.COMPLIANT;
        };
    }

    /// Whether neither connection is used again after such a request.
    public boolean closesAfter(DesyncReason reason) {
        return this == DEFENSIVE && reason.tier() == DesyncReason.Tier.AMBIGUOUS;
    }
}
