package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Structure;

/// How one request is written, and so its answer: the protocol with what it already read of the
/// request.
public sealed interface WireProtocol
        permits QueryProtocol, RestJsonProtocol, RestXmlProtocol, TreeProtocol {
    /// The input of the operation.
    ///
    /// @throws ApiFault when the request cannot be read as this shape
    <T> T read(Structure<T> structure);

    ApiAnswer answer(Operation<?, ?> operation, Object output, String requestId);

    ApiAnswer fault(ApiFault fault, String requestId);

    /// What is answered for an operation nobody knows.
    ApiFault unknownOperation(String operation);

    /// Whether required members alone are checked against the model: EC2 has its own messages for
    /// the rest.
    boolean checksOnlyPresence();
}
