package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Calls AWS's query protocol without a signature, as far as a measurement needs it.
public final class Api {
    private static final Map<String, String> VERSIONS =
            Map.of(
                    "elbv2", "2015-12-01",
                    "ec2", "2016-11-15",
                    "iam", "2010-05-08",
                    "autoscaling", "2011-01-01");

    private final URI endpoint;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// Of a server that takes calls without signatures.
    public Api(String endpoint) {
        this.endpoint = URI.create(endpoint);
    }

    /// The answer's XML; fails with it if it is an error.
    public String call(String service, String action, Map<String, String> parameters) {
        var form = new TreeMap<>(parameters);
        form.put("Action", action);
        form.put("Version", VERSIONS.get(service));
        String body =
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(action + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IllegalStateException(action + " was not answered", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// The id of the VPC that is there from the start.
    public String defaultVpc() {
        return one(call("ec2", "DescribeVpcs", Map.of()), "vpcId");
    }

    /// The address of one of a load balancer's nodes.
    public String nodeOf(String balancer) {
        String described = "ELB " + balancer.substring(balancer.indexOf("loadbalancer/") + 13);
        String found =
                call(
                        "ec2",
                        "DescribeNetworkInterfaces",
                        Map.of("Filter.1.Name", "description", "Filter.1.Value.1", described));
        return one(found, "privateIpAddress");
    }

    /// The text of the first element of a name.
    public static String one(String xml, String element) {
        return all(xml, element).getFirst();
    }

    /// The texts of all elements of a name, in their order.
    public static List<String> all(String xml, String element) {
        return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(xml)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
