package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.TargetGroup;

/// What the targets of a group speak: the ProtocolVersion of a target group.
public enum TargetProtocol {
    HTTP1,
    HTTP2,
    GRPC;

    /// As a target group has it.
    public static TargetProtocol of(String protocolVersion) {
        return switch (protocolVersion) {
            case TargetGroup.HTTP2 -> HTTP2;
            case TargetGroup.GRPC -> GRPC;
            default -> HTTP1;
        };
    }
}
