package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AWS as a task calls it: as the role of its Credentials, at the address it is routed to. */
public final class TaskAws implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskAws.class);

  private final AwsSettings aws;
  private final Function<TaskRequest, Optional<URI>> endpoints;
  private final AssumedRoles roles;

  /**
   * The AWS of tasks.
   *
   * @param aws where tasks find it that are routed nowhere else
   * @param endpoints where a task is routed to, if it is
   */
  public TaskAws(AwsSettings aws, Function<TaskRequest, Optional<URI>> endpoints) {
    this.aws = aws;
    this.endpoints = endpoints;
    this.roles = new AssumedRoles(aws);
  }

  /**
   * Who calls when no task does: the server, at the usual address.
   *
   * @param role as which; absent for the server itself
   */
  public Caller server(@Nullable String role) {
    return new Caller(Optional.ofNullable(role), Optional.empty());
  }

  /** What tasks have in common that can share a client. */
  public Caller caller(TaskRequest request) {
    return new Caller(Optional.ofNullable(request.roleArn()), endpoints.apply(request));
  }

  /**
   * The settings of the server's own calls.
   *
   * @throws TaskFailedException the role cannot be assumed
   */
  public AwsSettings settings(Caller caller) {
    return settings(caller, UnaryOperator.identity());
  }

  /**
   * The settings of this task's calls.
   *
   * @throws TaskFailedException the role of its Credentials cannot be assumed
   */
  public AwsSettings settings(TaskRequest request) {
    return settings(caller(request), said -> notAssumed(request, said));
  }

  private AwsSettings settings(Caller caller, UnaryOperator<TaskFailedException> refusal) {
    return new AwsSettings(
        aws.region(),
        caller.endpoint().or(aws::endpoint),
        caller.roleArn().map(role -> roles.credentials(role, refusal)).orElse(aws.credentials()));
  }

  private static TaskFailedException notAssumed(TaskRequest request, TaskFailedException said) {
    var role = request.stateMachineRole();
    var further = request.roleArn();
    if (role == null || further == null) {
      return said;
    }
    LOG.warn(
        "The role {} of {} was not assumed: {}", further, request.executionArn(), said.cause());
    return AssumedRoles.notAssumed(role, further);
  }

  @Override
  public void close() {
    roles.close();
  }

  /**
   * Who calls, and where.
   *
   * @param roleArn absent for the server itself
   * @param endpoint absent for the usual one
   */
  public record Caller(Optional<String> roleArn, Optional<URI> endpoint) {}
}
