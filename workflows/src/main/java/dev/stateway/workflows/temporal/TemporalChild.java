package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ChildProgram;
import dev.stateway.workflows.maprun.ChildResult;
import dev.stateway.workflows.maprun.PendingChild;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An execution of a Map Run as a workflow. */
final class TemporalChild implements PendingChild {
  private static final ExecutionFailure ABORTED =
      new ExecutionFailure(ExecutionStatus.ABORTED, null, null);

  private final ChildInput child;
  private final Instant startDate = now();
  private final CancellationScope scope;
  private @Nullable Promise<JsonNode> promise;

  TemporalChild(ChildProgram program, ChildInput child) {
    this.child = child;
    var request = program.request(child);
    var stub =
        Workflow.newUntypedChildWorkflowStub(
            request.identity().stateMachineName(), MapRunOptions.child(program, request));
    scope =
        Workflow.newCancellationScope(() -> promise = stub.executeAsync(JsonNode.class, request));
    scope.run();
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  @Override
  public boolean isDone() {
    return promise().isCompleted();
  }

  @Override
  public ChildResult result() {
    var thrown = promise().getFailure();
    if (thrown == null) {
      var output = Objects.requireNonNullElse(promise().get(), JsonText.MAPPER.nullNode());
      return new ChildResult(
          child, ExecutionStatus.SUCCEEDED, output, null, null, startDate, now());
    }
    var failure = failure(thrown);
    return new ChildResult(
        child, failure.status(), null, failure.error(), failure.cause(), startDate, now());
  }

  private static ExecutionFailure failure(RuntimeException thrown) {
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

  @Override
  public void cancel() {
    scope.cancel();
  }

  private Promise<JsonNode> promise() {
    return Objects.requireNonNull(promise);
  }
}
