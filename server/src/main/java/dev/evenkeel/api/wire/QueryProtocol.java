package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Structure;

/// AWS's query protocol, and EC2's variant of it: parameters in, XML out.
///
/// @param namespace of the answers; empty while no service is known
record QueryProtocol(ParameterTree parameters, boolean ec2, String namespace)
        implements WireProtocol {

    @Override
    public <T> T read(Structure<T> structure) {
        return new QueryReader(ec2).read(structure, parameters);
    }

    @Override
    public ApiAnswer answer(Operation<?, ?> operation, Object output, String requestId) {
        XmlText xml = new XmlText().open(operation.name() + "Response", namespace);
        if (ec2) {
            xml.leaf("requestId", requestId);
            new XmlWriter(xml).structure(operation.output().get(), output);
        } else {
            writeResult(xml, operation, output);
            xml.open("ResponseMetadata").leaf("RequestId", requestId).close("ResponseMetadata");
        }
        return xml(200, xml.close(operation.name() + "Response"), requestId);
    }

    private static void writeResult(XmlText xml, Operation<?, ?> operation, Object output) {
        if (output instanceof Nothing) {
            return;
        }
        String result =
                operation.resultName().isEmpty()
                        ? operation.name() + "Result"
                        : operation.resultName();
        xml.open(result);
        new XmlWriter(xml).structure(operation.output().get(), output);
        xml.close(result);
    }

    @Override
    public ApiAnswer fault(ApiFault fault, String requestId) {
        XmlText xml = new XmlText();
        if (ec2) {
            xml.open("Response").open("Errors").open("Error");
            xml.leaf("Code", fault.code()).leaf("Message", fault.message());
            xml.close("Error").close("Errors").leaf("RequestID", requestId).close("Response");
        } else {
            xml.open("ErrorResponse", namespace).open("Error");
            xml.leaf("Type", fault.status() < 500 ? "Sender" : "Receiver");
            xml.leaf("Code", fault.code()).leaf("Message", fault.message());
            xml.close("Error").leaf("RequestId", requestId).close("ErrorResponse");
        }
        return xml(fault.status(), xml, requestId);
    }

    private ApiAnswer xml(int status, XmlText xml, String requestId) {
        String contentType = ec2 ? "text/xml;charset=UTF-8" : "text/xml";
        return ApiAnswer.of(status, contentType, Body.of(xml.toString()))
                .with("x-amzn-RequestId", requestId);
    }

    @Override
    public ApiFault unknownOperation(String operation) {
        if (operation.isEmpty()) {
            return new ApiFault("MissingAction", "The request must contain the parameter Action.");
        }
        String message =
                ec2
                        ? "The action " + operation + " is not valid for this web service."
                        : "Could not find operation "
                                + operation
                                + " for version "
                                + parameters.text("Version");
        return new ApiFault("InvalidAction", message);
    }

    @Override
    public boolean checksOnlyPresence() {
        return ec2;
    }
}
