package dev.stateway.activities.aws;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Where tasks find AWS.
 *
 * @param region the region
 * @param endpoint another server than AWS; where absent the SDK's own chain decides
 *     (AWS_ENDPOINT_URL, profiles)
 * @param credentials who calls
 */
public record AwsSettings(
    Region region, Optional<URI> endpoint, AwsCredentialsProvider credentials) {
  /** AWS by the SDK's default chains. */
  public static AwsSettings defaults(String region) {
    return new AwsSettings(
        Region.of(region), Optional.empty(), DefaultCredentialsProvider.builder().build());
  }

  /** The client that this builder makes with these settings. */
  public <B extends AwsClientBuilder<B, C>, C> C client(AwsClientBuilder<B, C> builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(region).credentialsProvider(credentials).build();
  }
}
