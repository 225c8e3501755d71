package dev.stateway.api.auth;

import dev.stateway.activities.TaskPermissions;
import dev.stateway.activities.aws.AssumedRoles;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.auth.identity.ServiceRoles.Purpose;
import dev.stateway.api.auth.identity.ServiceRoles.Service;
import dev.stateway.api.error.AwsError;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.util.Optional;
import java.util.UUID;

/** Lets the tasks of a state machine do what its role may, or the role of their Credentials. */
public final class StateMachineRoles implements TaskPermissions {
  private static final int NAME_PART = 7;

  private final ServiceRoles roles;
  private final AccessControl access;

  public StateMachineRoles(ServiceRoles roles, AccessControl access) {
    this.roles = roles;
    this.access = access;
  }

  /**
   * For whom a task acts; empty for one without a role where that may do everything.
   *
   * @throws AwsError AccessDeniedException: the role cannot be assumed
   * @throws TaskFailedException that of its Credentials cannot
   */
  public Optional<Caller> caller(TaskRequest task) {
    return principal(task)
        .map(principal ->
            new Caller(principal, IncomingRequest.ofStateway(), UUID.randomUUID().toString()));
  }

  private Optional<Principal> principal(TaskRequest task) {
    var role = task.stateMachineRole();
    if (role == null) {
      if (roles.allowsUnknownRoles()) {
        return Optional.empty();
      }
      throw AwsError.accessDenied("The state machine has no role");
    }
    var session = session(task.executionArn());
    var own = roles.assume(role, new Purpose(Service.STATES, task.stateMachineArn(), session));
    var further = task.roleArn();
    return Optional.of(
        further == null
            ? own
            : roles
                .assume(own, further, session)
                .orElseThrow(() -> AssumedRoles.notAssumed(role, further)));
  }

  private static String session(String executionArn) {
    var parts = executionArn.split(":", -1);
    return parts.length > NAME_PART ? parts[NAME_PART] : executionArn;
  }

  @Override
  public void requireCredentials(TaskRequest task) {
    if (task.roleArn() == null) {
      return;
    }
    try {
      principal(task);
    } catch (AwsError denied) {
      throw new TaskFailedException("States.TaskFailed", denied.text());
    }
  }

  @Override
  public void require(TaskRequest task, Permission permission) {
    try {
      caller(task)
          .ifPresent(caller ->
              access.require(
                  caller,
                  new Task(permission.action(), permission.resource(), permission.context()),
                  task.executionArn()));
    } catch (AwsError denied) {
      throw permission.refusal().apply(denied.text());
    }
  }
}
