package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** AWS as a task calls it: as the role of its Credentials, at the address it is routed to. */
public final class TaskAws implements AutoCloseable {
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
   * The settings of such tasks.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the role cannot be assumed
   */
  public AwsSettings settings(Caller caller) {
    return new AwsSettings(
        aws.region(),
        caller.endpoint().or(aws::endpoint),
        caller.roleArn().map(roles::credentials).orElse(aws.credentials()));
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
