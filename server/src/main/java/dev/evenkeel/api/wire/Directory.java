package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.Protocol;
import dev.evenkeel.wire.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which service and operation a request is for. All services share one port, so it takes
/// what each protocol says: the path (CBOR), `X-Amz-Target` (JSON), method and path (REST), or
/// `Action` and `Version`, with the service the signature names.
public final class Directory {
    private static final Pattern RPC = Pattern.compile("/service/([^/]+)/operation/([^/]+)");

    private static final Set<Protocol> REST = Set.of(Protocol.REST_XML, Protocol.REST_JSON);

    private final List<Operations> services;
    private final Map<Operations, RestRoutes> rest = new LinkedHashMap<>();
    private final Limits limits;

    public Directory(List<Operations> services, Limits limits) {
        this.services = List.copyOf(services);
        this.limits = limits;
        for (Operations operations : services) {
            if (!Collections.disjoint(operations.service().protocols(), REST)) {
                rest.put(operations, new RestRoutes(operations.service(), limits));
            }
        }
    }

    /// @param signingName the service in the signature's credential scope, empty if unsigned
    /// @throws dev.evenkeel.api.ApiFault when parameters exceed the limits
    public Addressed address(ApiRequest request, String signingName) {
        Matcher rpc = RPC.matcher(request.path());
        if (request.header("smithy-protocol").orElse("").equals("rpc-v2-cbor") && rpc.matches()) {
            return new Addressed(
                    byTarget(rpc.group(1)), rpc.group(2), TreeProtocol.cbor(request.body()));
        }
        Optional<String> target = request.header("x-amz-target");
        if (target.isPresent()) {
            return json(request, target.get());
        }
        return rest(request, signingName).orElseGet(() -> query(request, signingName));
    }

    /// A signature names the service; without one, the first whose path it is.
    private Optional<Addressed> rest(ApiRequest request, String signingName) {
        for (Map.Entry<Operations, RestRoutes> entry : rest.entrySet()) {
            Operations service = entry.getKey();
            boolean signed = service.service().signingName().equals(signingName);
            Optional<RestRoutes.Match> match =
                    signed || signingName.isEmpty()
                            ? entry.getValue().find(request)
                            : Optional.empty();
            if (signed || match.isPresent()) {
                RestRoutes.Match found = match.orElse(RestRoutes.Match.NONE);
                RestRequest read = new RestRequest(request, found.labels(), limits);
                return Optional.of(
                        new Addressed(
                                Optional.of(service),
                                found.operation(),
                                restProtocol(service.service(), read)));
            }
        }
        return Optional.empty();
    }

    private static WireProtocol restProtocol(Service service, RestRequest request) {
        return service.protocols().contains(Protocol.REST_JSON)
                ? new RestJsonProtocol(request)
                : new RestXmlProtocol(request, service.xmlNamespace());
    }

    /// How to answer a request that could not even be addressed.
    public static WireProtocol fallback() {
        return new QueryProtocol(ParameterTree.parse(List.of(), Limits.DEFAULT), false, "");
    }

    private Addressed json(ApiRequest request, String target) {
        int dot = target.lastIndexOf('.');
        String prefix = dot < 0 ? target : target.substring(0, dot);
        String operation = dot < 0 ? "" : target.substring(dot + 1);
        String version =
                request.header("content-type").orElse("").contains("json-1.1") ? "1.1" : "1.0";
        return new Addressed(
                byTarget(prefix), operation, TreeProtocol.json(version, request.body()));
    }

    private Addressed query(ApiRequest request, String signingName) {
        List<String> forms = new ArrayList<>(List.of(request.query()));
        if (isForm(request)) {
            forms.add(request.body().text());
        }
        ParameterTree parameters = ParameterTree.parse(forms, limits);
        Optional<Operations> service = byVersion(signingName, parameters.text("Version"));
        boolean ec2 = service.map(Directory::speaksEc2).orElse(false);
        String namespace = service.map(found -> found.service().xmlNamespace()).orElse("");
        return new Addressed(
                service, parameters.text("Action"), new QueryProtocol(parameters, ec2, namespace));
    }

    private static boolean isForm(ApiRequest request) {
        String type = request.header("content-type").orElse("application/x-www-form-urlencoded");
        return type.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean speaksEc2(Operations operations) {
        return operations.service().protocols().contains(Protocol.EC2);
    }

    private Optional<Operations> byTarget(String prefix) {
        return first(service -> !prefix.isEmpty() && service.targetPrefix().equals(prefix));
    }

    /// Two services may share a signing name and differ in version; an unknown version of the only
    /// service of that name is an older client, served all the same.
    private Optional<Operations> byVersion(String signingName, String version) {
        List<Operations> signed =
                services.stream()
                        .filter(operations ->
                                operations.service().signingName().equals(signingName))
                        .toList();
        if (signed.size() == 1) {
            return Optional.of(signed.getFirst());
        }
        return first(service ->
                service.version().equals(version)
                        && (signingName.isEmpty() || service.signingName().equals(signingName)));
    }

    private Optional<Operations> first(Predicate<Service> wanted) {
        return services.stream()
                .filter(operations -> wanted.test(operations.service()))
                .findFirst();
    }
}
