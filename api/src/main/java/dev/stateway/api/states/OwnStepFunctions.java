package dev.stateway.api.states;

import dev.stateway.activities.states.StepFunctionsApi;
import dev.stateway.api.auth.StateMachineRoles;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The Step Functions API as tasks call it: without HTTP in between, on threads that may wait. */
final class OwnStepFunctions implements StepFunctionsApi {
  private final Supplier<Operations> operations;
  private final Executions executions;
  private final OperationAccess access;
  private final StateMachineRoles roles;

  OwnStepFunctions(
      Supplier<Operations> operations,
      Executions executions,
      OperationAccess access,
      StateMachineRoles roles) {
    this.operations = operations;
    this.executions = executions;
    this.access = access;
    this.roles = roles;
  }

  @Override
  public JsonNode call(String operation, JsonNode request) throws InterruptedException {
    return await(Mono.defer(() -> answer(operations.get().named(operation), request)));
  }

  @Override
  public JsonNode startExecution(JsonNode request, TaskRequest task) throws InterruptedException {
    var operation = operations.get().named("StartExecution");
    return await(
        Mono.defer(() ->
            roles
                .caller(task)
                .map(caller ->
                    access.perform(
                        caller, operation.name(), request, () -> answer(operation, request)))
                .orElseGet(() -> answer(operation, request))));
  }

  @Override
  public void awaitEnd(String executionArn, Duration atMost) throws InterruptedException {
    var _ = await(executions.awaitClosed(executionArn, atMost));
  }

  private static <I, O> Mono<JsonNode> answer(Operation<I, O> operation, JsonNode body) {
    var members = RequestMembers.of(body);
    var request = operation.read(members);
    members.check();
    return operation.run(request).map(answer -> AwsJson.read(AwsJson.write(answer)));
  }

  private static <T> T await(Mono<T> answer) throws InterruptedException {
    CompletableFuture<@Nullable T> future = answer.toFuture();
    try {
      return Objects.requireNonNull(future.get());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AwsError error) {
        throw new RefusedException(error.code(), error.text(), error.httpStatus());
      }
      if (e.getCause() instanceof TaskFailedException failed) {
        throw failed;
      }
      throw new IllegalStateException("The Step Functions API failed", e.getCause());
    }
  }
}
