package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Backend;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Caller;
import dev.evenkeel.api.Handler;
import dev.evenkeel.api.Operations;
import dev.evenkeel.api.auth.Authenticator;
import dev.evenkeel.api.auth.CredentialScope;
import dev.evenkeel.api.wire.Addressed;
import dev.evenkeel.api.wire.Directory;
import dev.evenkeel.api.wire.Validation;
import dev.evenkeel.api.wire.WireProtocol;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Scope;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Structure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One API call from request to answer: who calls, which operation, is the input right, perform,
/// answer. Blocks until the answer is durable; any virtual thread.
public final class Dispatcher {
    private static final Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final Directory directory;
    private final Authenticator authenticator;
    private final Backend backend;
    private final Clock clock;
    private final RandomGenerator random;
    private final Validation validation = new Validation();

    /// @param random safe for many threads
    public Dispatcher(
            Directory directory,
            Authenticator authenticator,
            Backend backend,
            Clock clock,
            RandomGenerator random) {
        this.directory = directory;
        this.authenticator = authenticator;
        this.backend = backend;
        this.clock = clock;
        this.random = random;
    }

    public ApiAnswer answer(ApiRequest request) {
        String requestId = ResourceIds.uuid(random).toString();
        WireProtocol protocol = Directory.fallback();
        String signingName =
                CredentialScope.claimedBy(request).map(CredentialScope::service).orElse("");
        try {
            Addressed addressed = directory.address(CompressedBody.expand(request), signingName);
            protocol = addressed.protocol();
            Caller caller = authenticator.authenticate(request);
            return perform(addressed, request, caller, requestId);
        } catch (ApiFault fault) {
            return protocol.fault(Authenticator.inWordsOf(signingName, fault), requestId);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "API call " + requestId + " failed", bug);
            String message =
                    "An internal error occurred; the log tells more under " + requestId + ".";
            return protocol.fault(new ApiFault("InternalFailure", message, 500), requestId);
        }
    }

    private ApiAnswer perform(
            Addressed addressed, ApiRequest request, Caller caller, String requestId) {
        Operations service =
                addressed
                        .service()
                        .orElseThrow(
                                () -> addressed.protocol().unknownOperation(addressed.operation()));
        checkService(service, request);
        Handler<?, ?> handler =
                service.find(addressed.operation())
                        .orElseThrow(
                                () -> addressed.protocol().unknownOperation(addressed.operation()));
        Call call = new Call(scope(request, caller), requestId, caller, clock.now(), random);
        return perform(handler, addressed.protocol(), call);
    }

    /// The signature must be for the service that answers, or a key limited to one could call
    /// another.
    private static void checkService(Operations service, ApiRequest request) {
        Optional<CredentialScope> scope = CredentialScope.claimedBy(request);
        String name = service.service().signingName();
        if (scope.isPresent() && !scope.get().service().equals(name)) {
            throw new ApiFault(
                    "SignatureDoesNotMatch",
                    "Credential should be scoped to correct service: '" + name + "'.",
                    403);
        }
    }

    /// The region is the one that was signed.
    private Scope scope(ApiRequest request, Caller caller) {
        String region =
                CredentialScope.claimedBy(request)
                        .map(CredentialScope::region)
                        .orElse(backend.world().site().home().region());
        try {
            return new Scope(caller.account(), region);
        } catch (IllegalArgumentException noRegion) {
            throw ApiFault.validation("'" + region + "' is not a region.");
        }
    }

    private <I, O> ApiAnswer perform(Handler<I, O> handler, WireProtocol protocol, Call call) {
        Operation<I, O> operation = handler.operation();
        Structure<I> shape = operation.input().get();
        I input = protocol.read(shape);
        Optional<ApiFault> wrong =
                protocol.checksOnlyPresence()
                        ? validation.checkPresence(shape, input)
                        : validation.check(shape, input);
        wrong.ifPresent(fault -> {
            throw fault;
        });
        return protocol.answer(operation, output(handler, call, input), call.requestId());
    }

    private <I, O> O output(Handler<I, O> handler, Call call, I input) {
        return switch (handler) {
            case Handler.Reading<I, O>(var operation, var read) ->
                    read.answer(backend.world(), call, input);
            case Handler.Acting<I, O>(var operation, var effect) ->
                    effect.perform(backend.world(), call, input);
            case Handler.Writing<I, O>(var operation, var write) ->
                    Durable.await(
                            backend.commit(moment ->
                                    write.decide(
                                            moment.world(),
                                            new Call(
                                                    call.scope(),
                                                    call.requestId(),
                                                    call.caller(),
                                                    moment.now(),
                                                    moment.random()),
                                            input)));
        };
    }
}
