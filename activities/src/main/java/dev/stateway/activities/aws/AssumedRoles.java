package dev.stateway.activities.aws;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * The temporary credentials of roles that tasks name in their Credentials: fetched once, and again
 * before they expire.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html">Access
 *     resources in other accounts</a>
 */
public final class AssumedRoles implements AutoCloseable {
  private static final String SESSION = "StepFunctions";

  private final AwsSettings aws;
  private final ConcurrentMap<String, StsAssumeRoleCredentialsProvider> roles =
      new ConcurrentHashMap<>();
  private @Nullable StsClient sts;

  public AssumedRoles(AwsSettings aws) {
    this.aws = aws;
  }

  /**
   * The credentials of this role.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the role cannot be assumed
   */
  public AwsCredentialsProvider credentials(String roleArn) {
    var provider =
        roles.computeIfAbsent(
            roleArn,
            arn ->
                StsAssumeRoleCredentialsProvider.builder()
                    .stsClient(sts())
                    .refreshRequest(request -> request.roleArn(arn).roleSessionName(SESSION))
                    .build());
    try {
      // Asked here, so that what STS refuses is the task's error and not that of the service.
      provider.resolveCredentials();
      return provider;
    } catch (software.amazon.awssdk.core.exception.SdkException e) {
      throw new SdkServiceErrors("Sts").failure(e);
    }
  }

  private synchronized StsClient sts() {
    var client = sts;
    if (client == null) {
      client = aws.client(StsClient.builder());
      sts = client;
    }
    return client;
  }

  @Override
  public synchronized void close() {
    roles.values().forEach(StsAssumeRoleCredentialsProvider::close);
    if (sts != null) {
      sts.close();
    }
  }
}
