package dev.evenkeel.api.sts;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Operations;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.sts.GetCallerIdentityRequest;
import dev.evenkeel.wire.sts.GetCallerIdentityResponse;
import dev.evenkeel.wire.sts.StsOperations;

/// The operations of STS that are answered.
public final class Sts {
    private Sts() {}

    public static Operations operations() {
        return Operations.of(StsOperations.SERVICE)
                .read(StsOperations.GET_CALLER_IDENTITY, Sts::callerIdentity);
    }

    /// Every access key is its account's root user, whose id is the account's.
    private static GetCallerIdentityResponse callerIdentity(
            World world, Call call, GetCallerIdentityRequest input) {
        String account = call.caller().account();
        return new GetCallerIdentityResponse(account, account, call.caller().arn());
    }
}
