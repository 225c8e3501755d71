package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ChildProgram;
import dev.stateway.workflows.maprun.ChildResult;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.PendingChild;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An execution of a Map Run as a workflow: a new one, or one that goes on where it failed. */
final class TemporalChild implements PendingChild {
  private static final ExecutionFailure ABORTED =
      new ExecutionFailure(ExecutionStatus.ABORTED, null, null);

  private final MapRunActivities activities;
  private final ChildProgram program;
  private final ChildInput child;
  private final CancellationScope scope;
  private Instant startDate = MapRunCoordinator.now();
  private int redriveCount;
  private @Nullable Promise<JsonNode> promise;

  TemporalChild(MapRunActivities activities, ChildProgram program, ChildInput child) {
    this.activities = activities;
    this.program = program;
    this.child = child;
    scope =
        Workflow.newCancellationScope(() ->
            promise =
                child.redrive() == null
                    ? start(program.request(child))
                    : Async.function(this::redrive));
    scope.run();
  }

  private Promise<JsonNode> start(ExecutionRequest request) {
    return Workflow.newUntypedChildWorkflowStub(
            request.identity().stateMachineName(), MapRunOptions.child(program, request))
        .executeAsync(JsonNode.class, request);
  }

  private @Nullable JsonNode redrive() {
    var redrive = activities.prepareRedrive(program.identity().child(child));
    startDate = redrive.startDate();
    if (redrive.historyFull()) {
      throw ApplicationFailure.newBuilder()
          .setType(ErrorName.RUNTIME)
          .setMessage(MapRunFailure.HISTORY_FULL)
          .setDetails(
              new ExecutionFailure(
                  ExecutionStatus.FAILED, ErrorName.RUNTIME, MapRunFailure.HISTORY_FULL, true))
          .setNonRetryable(true)
          .build();
    }
    redriveCount = redrive.redriveCount();
    return start(redrive.request()).get();
  }

  @Override
  public boolean isDone() {
    return promise().isCompleted();
  }

  @Override
  public ChildResult result() {
    var thrown = promise().getFailure();
    var stopDate = MapRunCoordinator.now();
    if (thrown == null) {
      var output = Objects.requireNonNullElse(promise().get(), JsonText.MAPPER.nullNode());
      return ChildResult.succeeded(child, output, startDate, stopDate, redriveCount);
    }
    return ChildResult.unsuccessful(child, failure(thrown), startDate, stopDate, redriveCount);
  }

  private static ExecutionFailure failure(RuntimeException thrown) {
    if (thrown instanceof ActivityFailure failure) {
      return notRedriven(failure);
    }
    var cause = thrown instanceof ChildWorkflowFailure ? thrown.getCause() : thrown;
    return switch (cause) {
      case ApplicationFailure application when application.getDetails().getSize() > 0 ->
          application.getDetails().get(0, ExecutionFailure.class);
      case ApplicationFailure application ->
          new ExecutionFailure(
              ExecutionStatus.FAILED, application.getType(), application.getOriginalMessage());
      case TimeoutFailure _ -> new ExecutionFailure(ExecutionStatus.TIMED_OUT, null, null);
      case CanceledFailure _, TerminatedFailure _ -> ABORTED;
      case null, default -> throw thrown;
    };
  }

  private static ExecutionFailure notRedriven(ActivityFailure failure) {
    if (failure.getCause() instanceof CanceledFailure) {
      return ABORTED;
    }
    var why =
        Optional.of((TemporalFailure) failure)
            .flatMap(MapRunErrors::of)
            .orElseGet(() -> MapRunFailure.notRedrivable(failure.getMessage()));
    return new ExecutionFailure(ExecutionStatus.FAILED, why.error(), why.cause());
  }

  @Override
  public void cancel() {
    scope.cancel();
  }

  private Promise<JsonNode> promise() {
    return Objects.requireNonNull(promise);
  }
}
