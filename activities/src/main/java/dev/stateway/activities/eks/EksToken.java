package dev.stateway.activities.eks;

import dev.stateway.activities.aws.AwsSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointParams;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/**
 * Proves to a cluster who calls: a URL of {@code sts:GetCallerIdentity}, signed for this cluster
 * alone, that the cluster has called.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html">Identity
 *     and access management of EKS</a>
 */
final class EksToken {
  private static final String PREFIX = "k8s-aws-v1.";
  private static final String CLUSTER = "x-k8s-aws-id";
  private static final Duration VALID = Duration.ofSeconds(60);

  private EksToken() {}

  /** A bearer token for this cluster. */
  static String of(AwsSettings aws, String cluster) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(sts(aws))
            .encodedPath("/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader(CLUSTER, cluster)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(aws.credentials().resolveCredentials())
                    .request(request)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, aws.region().id())
                    .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID));
    var url = signed.request().getUri().toString();
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(url.getBytes(StandardCharsets.UTF_8));
  }

  private static URI sts(AwsSettings aws) {
    return aws.endpoint()
        .orElseGet(() ->
            StsEndpointProvider.defaultProvider()
                .resolveEndpoint(StsEndpointParams.builder().region(aws.region()).build())
                .join()
                .url());
  }
}
