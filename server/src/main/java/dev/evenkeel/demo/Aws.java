package dev.evenkeel.demo;

import dev.evenkeel.cli.Signature;
import dev.evenkeel.sys.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/// A client of the AWS API: signs a query request, sends it, and reads the XML it gets.
final class Aws implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Site site;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();

    Aws(Site site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    /// The services the story needs: the name their requests are signed for, and their API version.
    enum Service {
        EC2("ec2", "2016-11-15"),
        ELBV2("elasticloadbalancing", "2015-12-01"),
        CLASSIC("elasticloadbalancing", "2012-06-01"),
        AUTO_SCALING("autoscaling", "2011-01-01"),
        CLOUDWATCH("monitoring", "2010-08-01");

        private final String signingName;
        private final String version;

        Service(String signingName, String version) {
            this.signingName = signingName;
            this.version = version;
        }
    }

    /// Calls an operation with parameters given as name, value, name, value, ...
    ///
    /// @throws StoryException with AWS's code and message if it is refused
    Answer call(Service service, String action, String... parameters) {
        var form = new StringBuilder("Action=" + action + "&Version=" + service.version);
        for (int i = 0; i < parameters.length; i += 2) {
            form.append('&').append(encoded(parameters[i])).append('=');
            form.append(encoded(parameters[i + 1]));
        }
        byte[] body = form.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<InputStream> response =
                send("POST", "/", body, service.signingName, "application/x-www-form-urlencoded");
        Answer answer = parse(response);
        if (response.statusCode() != 200) {
            throw new StoryException(
                    action + ": " + answer.first("Code") + ": " + answer.first("Message"));
        }
        return answer;
    }

    /// Calls one of the server's own routes, such as `/_evenkeel/zones/us-east-1c/off`.
    void put(String path) {
        HttpResponse<InputStream> response =
                send("PUT", path, new byte[0], "evenkeel", "text/plain");
        if (response.statusCode() / 100 != 2) {
            throw new StoryException(path + " was answered with " + response.statusCode());
        }
    }

    private HttpResponse<InputStream> send(
            String method, String path, byte[] body, String signingName, String type) {
        URI uri = URI.create(site.api() + path);
        String stamp = Signature.stamp(clock.now());
        String authorization =
                new Signature(site.key(), site.region(), signingName)
                        .authorization(method, uri, body, stamp);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", type)
                        .header("X-Amz-Date", stamp)
                        .header("Authorization", authorization)
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new StoryException("no answer from " + site.api() + ": " + failed, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoryException("interrupted", stopped);
        }
    }

    private static Answer parse(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readAllBytes();
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Answer(
                    factory.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(bytes))
                            .getDocumentElement());
        } catch (IOException | SAXException | ParserConfigurationException broken) {
            throw new StoryException(
                    "status " + response.statusCode() + " without an answer in XML", broken);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
