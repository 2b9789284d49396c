package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Structure;

/// AWS's REST protocol with XML bodies: the operation is the method and the path.
///
/// @param namespace of the service's documents; empty if it has none
record RestXmlProtocol(RestRequest request, String namespace) implements WireProtocol {

    @Override
    public <T> T read(Structure<T> structure) {
        return request.read(structure);
    }

    @Override
    public ApiAnswer answer(Operation<?, ?> operation, Object output, String requestId) {
        return new RestAnswer(operation.output().get(), output, namespace)
                .write(operation.http().status())
                .with("x-amzn-RequestId", requestId);
    }

    @Override
    public ApiAnswer fault(ApiFault fault, String requestId) {
        XmlText xml = new XmlText().open("ErrorResponse", namespace).open("Error");
        xml.leaf("Type", fault.status() < 500 ? "Sender" : "Receiver");
        xml.leaf("Code", fault.code()).leaf("Message", fault.message());
        xml.close("Error").leaf("RequestId", requestId).close("ErrorResponse");
        return ApiAnswer.of(fault.status(), RestAnswer.XML, Body.of(xml.toString()))
                .with("x-amzn-RequestId", requestId);
    }

    /// There is no name to repeat: a path of nobody is not an operation with an unknown name.
    @Override
    public ApiFault unknownOperation(String operation) {
        String what = request.request().method() + " " + request.request().path();
        return new ApiFault(
                "UnknownOperationException", "There is no operation " + what + ".", 404);
    }

    @Override
    public boolean checksOnlyPresence() {
        return false;
    }
}
