package dev.stateway.api.states;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.identity.ServiceRoles;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.StartedExecution;
import dev.stateway.api.states.OperationResources.GivenRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Lets those call operations who may. */
final class OperationAccess {
  private final AccessControl access;
  private final OperationResources resources;
  private final ServiceRoles roles;
  private final Function<String, Mono<Map<String, String>>> tags;

  /**
   * Over these resources.
   *
   * @param tags the tags of a resource, by its ARN
   */
  OperationAccess(
      AccessControl access,
      OperationResources resources,
      ServiceRoles roles,
      Function<String, Mono<Map<String, String>>> tags) {
    this.access = access;
    this.resources = resources;
    this.roles = roles;
    this.tags = tags;
  }

  /** Who calls. */
  Mono<Caller> authenticate(IncomingRequest request, String target, String requestId) {
    var operation = target.substring(target.indexOf('.') + 1);
    return access.authenticate(request, Authenticator.STATES, "states:" + operation, requestId);
  }

  /** Runs an operation if the caller may; else fails with AccessDeniedException. */
  <O> Mono<O> perform(Caller caller, String operation, JsonNode request, Supplier<Mono<O>> work) {
    return withResourceTags(caller, resources.task(operation, request))
        .flatMap(task ->
            access.perform(
                caller,
                task,
                () -> {
                  if (OperationResources.publishes(operation, request)) {
                    access.require(caller, task.as("states:PublishStateMachineVersion"), null);
                  }
                  resources
                      .further(operation, request)
                      .forEach(further -> access.require(caller, further, null));
                  resources.role(operation, request).ifPresent(role -> requireRole(caller, role));
                  return work.get();
                },
                OperationAccess::execution));
  }

  /** Who gives a role to a state machine must be allowed to, and the role be meant for it. */
  private void requireRole(Caller caller, GivenRole role) {
    var service = ServiceRoles.Service.STATES;
    access.require(
        caller,
        new Task(
            "iam:PassRole",
            role.roleArn(),
            Map.of(
                "iam:PassedToService",
                List.of(service.principal()),
                "iam:AssociatedResourceArn",
                List.of(role.stateMachineArn()))),
        null);
    roles.assume(
        role.roleArn(), new ServiceRoles.Purpose(service, role.stateMachineArn(), "creation"));
  }

  /** The tags are looked up only where a policy asks for them. */
  private Mono<Task> withResourceTags(Caller caller, Task task) {
    if (!access.dependsOnResourceTags(caller, task.resource())) {
      return Mono.just(task);
    }
    return tags.apply(task.resource())
        .onErrorResume(AwsError.class, _ -> Mono.just(Map.of())) // what is not there has no tags
        .map(found -> {
          var keys = new HashMap<String, List<String>>();
          found.forEach((key, value) -> keys.put("aws:ResourceTag/" + key, List.of(value)));
          return task.with(keys);
        });
  }

  private static Optional<String> execution(Object answer) {
    return switch (answer) {
      case StartedExecution started -> Optional.of(started.executionArn());
      case StartSyncExecution.Answer ended -> Optional.of(ended.executionArn());
      default -> Optional.empty();
    };
  }
}
