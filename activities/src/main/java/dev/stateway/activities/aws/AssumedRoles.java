package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
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
  private static final int FORBIDDEN = 403;

  private final AwsSettings aws;
  private final ConcurrentMap<String, StsAssumeRoleCredentialsProvider> roles =
      new ConcurrentHashMap<>();
  private @Nullable StsClient sts;

  public AssumedRoles(AwsSettings aws) {
    this.aws = aws;
  }

  /** What a task fails with whose role the role of its state machine may not assume. */
  public static TaskFailedException notAssumed(String stateMachineRole, String roleArn) {
    return new TaskFailedException(
        "States.TaskFailed",
        "The role %s is not authorized to assume the task state's role, %s."
            .formatted(stateMachineRole, roleArn));
  }

  /**
   * The credentials of this role.
   *
   * @throws TaskFailedException the role cannot be assumed
   */
  public AwsCredentialsProvider credentials(String roleArn) {
    return credentials(roleArn, UnaryOperator.identity());
  }

  /**
   * The credentials of this role.
   *
   * @param refusal what is thrown when STS does not allow it, made of what STS said
   * @throws TaskFailedException the role cannot be assumed
   */
  AwsCredentialsProvider credentials(String roleArn, UnaryOperator<TaskFailedException> refusal) {
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
    } catch (AwsServiceException e) {
      var said = new SdkServiceErrors("Sts").refused(e);
      throw e.statusCode() == FORBIDDEN ? refusal.apply(said) : said;
    } catch (SdkException e) {
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
