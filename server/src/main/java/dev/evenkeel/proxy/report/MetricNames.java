package dev.evenkeel.proxy.report;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which CloudWatch metric each counter is, for each kind of load balancer. A counter that is not
/// named is no metric there.
record MetricNames(
        String namespace,
        String loadBalancerDimension,
        Map<Counter, String> ofNode,
        Map<Counter, String> ofTarget) {
    private static final MetricNames APPLICATION =
            new MetricNames(
                    "AWS/ApplicationELB",
                    "LoadBalancer",
                    Map.ofEntries(
                            Map.entry(Counter.REQUESTS, "RequestCount"),
                            Map.entry(Counter.GRPC_REQUESTS, "GrpcRequestCount"),
                            Map.entry(Counter.NEW_CONNECTIONS, "NewConnectionCount"),
                            Map.entry(Counter.REJECTED_CONNECTIONS, "RejectedConnectionCount"),
                            Map.entry(Counter.ELB_3XX, "HTTPCode_ELB_3XX_Count"),
                            Map.entry(Counter.ELB_4XX, "HTTPCode_ELB_4XX_Count"),
                            Map.entry(Counter.ELB_5XX, "HTTPCode_ELB_5XX_Count"),
                            Map.entry(Counter.ELB_500, "HTTPCode_ELB_500_Count"),
                            Map.entry(Counter.ELB_502, "HTTPCode_ELB_502_Count"),
                            Map.entry(Counter.ELB_503, "HTTPCode_ELB_503_Count"),
                            Map.entry(Counter.ELB_504, "HTTPCode_ELB_504_Count"),
                            Map.entry(Counter.REDIRECTS, "HTTP_Redirect_Count"),
                            Map.entry(
                                    Counter.REDIRECTS_TOO_LONG,
                                    "HTTP_Redirect_Url_Limit_Exceeded_Count"),
                            Map.entry(Counter.FIXED_RESPONSES, "HTTP_Fixed_Response_Count"),
                            Map.entry(Counter.RULE_EVALUATIONS, "RuleEvaluations"),
                            Map.entry(Counter.CLIENT_TLS_ERRORS, "ClientTLSNegotiationErrorCount"),
                            Map.entry(Counter.NON_STICKY_REQUESTS, "NonStickyRequestCount"),
                            Map.entry(Counter.RETRIES, "RetriedRequestCount"),
                            Map.entry(Counter.RETRIES_REFUSED, "RetryBudgetExceededCount"),
                            Map.entry(Counter.EJECTIONS, "EjectedHostCount"),
                            Map.entry(Counter.PARKED_REQUESTS, "ParkedRequestCount"),
                            Map.entry(
                                    Counter.DESYNC_REQUESTS,
                                    "DesyncMitigationMode_NonCompliant_Request_Count"),
                            Map.entry(
                                    Counter.DROPPED_INVALID_HEADERS,
                                    "DroppedInvalidHeaderRequestCount"),
                            Map.entry(
                                    Counter.FORWARDED_INVALID_HEADERS,
                                    "ForwardedInvalidHeaderRequestCount")),
                    Map.of(
                            Counter.REQUESTS, "RequestCount",
                            Counter.UNHEALTHY_ROUTING_REQUESTS, "UnhealthyRoutingRequestCount",
                            Counter.TARGET_2XX, "HTTPCode_Target_2XX_Count",
                            Counter.TARGET_3XX, "HTTPCode_Target_3XX_Count",
                            Counter.TARGET_4XX, "HTTPCode_Target_4XX_Count",
                            Counter.TARGET_5XX, "HTTPCode_Target_5XX_Count",
                            Counter.TARGET_CONNECTION_ERRORS, "TargetConnectionErrorCount",
                            Counter.TARGET_TLS_ERRORS, "TargetTLSNegotiationErrorCount"));
    private static final Set<String> OF_FLOWS =
            Set.of(
                    "ActiveFlowCount",
                    "NewFlowCount",
                    "RejectedFlowCount",
                    "ProcessedBytes",
                    "ConsumedLCUs");
    private static final MetricNames NETWORK =
            new MetricNames(
                    "AWS/NetworkELB",
                    "LoadBalancer",
                    Map.of(
                            Counter.NEW_CONNECTIONS, "NewFlowCount",
                            Counter.REJECTED_CONNECTIONS, "RejectedFlowCount",
                            Counter.CLIENT_RESETS, "TCP_Client_Reset_Count",
                            Counter.ELB_RESETS, "TCP_ELB_Reset_Count",
                            Counter.TARGET_RESETS, "TCP_Target_Reset_Count"),
                    Map.of());
    private static final MetricNames CLASSIC =
            new MetricNames(
                    "AWS/ELB",
                    "LoadBalancerName",
                    Map.of(
                            Counter.REQUESTS, "RequestCount",
                            Counter.NEW_CONNECTIONS, "EstimatedALBNewConnectionCount",
                            Counter.DESYNC_REQUESTS,
                                    "DesyncMitigationMode_NonCompliant_Request_Count",
                            Counter.ELB_4XX, "HTTPCode_ELB_4XX",
                            Counter.ELB_5XX, "HTTPCode_ELB_5XX"),
                    Map.of(
                            Counter.TARGET_2XX, "HTTPCode_Backend_2XX",
                            Counter.TARGET_3XX, "HTTPCode_Backend_3XX",
                            Counter.TARGET_4XX, "HTTPCode_Backend_4XX",
                            Counter.TARGET_5XX, "HTTPCode_Backend_5XX",
                            Counter.TARGET_CONNECTION_ERRORS, "BackendConnectionErrors"));

    static MetricNames of(Node.Kind kind) {
        return switch (kind) {
            case APPLICATION -> APPLICATION;
            case NETWORK -> NETWORK;
            case CLASSIC -> CLASSIC;
        };
    }

    /// The metric of connections that are open now.
    static String openConnections(Node.Kind kind) {
        return switch (kind) {
            case APPLICATION -> "ActiveConnectionCount";
            case NETWORK -> "ActiveFlowCount";
            case CLASSIC -> "EstimatedALBActiveConnectionCount";
        };
    }

    /// The metric of capacity units.
    static String capacityUnits(String namespace) {
        return namespace.equals(CLASSIC.namespace) ? "EstimatedALBConsumedLCUs" : "ConsumedLCUs";
    }

    /// The names under which a metric is told: what a Network Load Balancer carries also by its
    /// protocol.
    static List<String> spellings(String namespace, String name) {
        return namespace.equals(NETWORK.namespace) && OF_FLOWS.contains(name)
                ? List.of(name, name + "_TCP")
                : List.of(name);
    }

    /// The metric of how long targets took to answer.
    static String responseTime(Node.Kind kind) {
        return kind == Node.Kind.CLASSIC ? "Latency" : "TargetResponseTime";
    }

    static String processedBytes(Node.Kind kind) {
        return kind == Node.Kind.CLASSIC ? "EstimatedProcessedBytes" : "ProcessedBytes";
    }
}
