package dev.evenkeel.api.auth;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Caller;

/// Decides who sent a request.
public interface Authenticator {
    /// @throws ApiFault when nobody may say
    Caller authenticate(ApiRequest request);

    /// Believes everybody: for a loopback address only.
    static Authenticator none(String account) {
        return request ->
                new Caller(
                        account,
                        CredentialScope.claimedBy(request)
                                .map(CredentialScope::accessKey)
                                .orElse(Caller.ANONYMOUS));
    }

    /// The same fault in the words of the service it was meant for.
    static ApiFault inWordsOf(String signingName, ApiFault fault) {
        return signingName.equals("ec2") ? AuthFaults.asEc2(fault) : fault;
    }
}
