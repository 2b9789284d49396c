package dev.evenkeel.e2e;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// The AWS SDK for Java, unchanged, pointed at a server. CloudWatch speaks CBOR, EC2 its own query
/// form, the others plain query.
record Clients(
        Ec2Client ec2,
        ElasticLoadBalancingV2Client elb,
        AutoScalingClient autoScaling,
        CloudWatchClient cloudWatch)
        implements AutoCloseable {

    static Clients of(URI endpoint) {
        AwsCredentialsProvider key =
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Server.ACCESS_KEY, Server.SECRET));
        return new Clients(
                at(Ec2Client.builder(), endpoint, key).build(),
                at(ElasticLoadBalancingV2Client.builder(), endpoint, key).build(),
                at(AutoScalingClient.builder(), endpoint, key).build(),
                at(CloudWatchClient.builder(), endpoint, key).build());
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B at(
            B builder, URI endpoint, AwsCredentialsProvider key) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(key)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    @Override
    public void close() {
        ec2.close();
        elb.close();
        autoScaling.close();
        cloudWatch.close();
    }
}
