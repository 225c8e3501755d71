package dev.stateway.workflows.temporal;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.model.MachineType;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.interpreter.Interpreter;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An execution as a workflow: its type is the state machine's name, its one argument an {@link
 * ExecutionRequest}.
 *
 * @see <a href="https://docs.temporal.io/develop/java/core-application">Temporal workflows</a>
 */
final class StateMachineWorkflow implements DynamicWorkflow {
  private final Definitions definitions;
  private @Nullable ExecutionOutcome outcome;

  StateMachineWorkflow(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public Object execute(EncodedValues args) {
    var request = args.get(0, ExecutionRequest.class);
    checkSemantics(request);
    var runtime = new TemporalRuntime();
    var interpreter = new Interpreter(runtime, request);
    Workflow.registerListener(new WorkflowMessages(interpreter, runtime));
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> {
          interpreter.stop(StopReason.fromText(reason));
          return reason;
        });
    // Detached: a cancel request is the interpreter's to act on, it must not tear its waits.
    Workflow.newDetachedCancellationScope(() -> outcome = run(interpreter, request)).run();
    return result(outcome);
  }

  private ExecutionOutcome run(Interpreter interpreter, ExecutionRequest request) {
    var type = request.identity().express() ? MachineType.EXPRESS : MachineType.STANDARD;
    return switch (definitions.translate(request.definition(), type)) {
      case TranslationResult.Translated(var machine, _) -> interpreter.run(machine);
      case TranslationResult.Rejected(var diagnostics) ->
          interpreter.reject(
              "The definition cannot be run: "
                  + diagnostics.stream()
                      .map(d -> d.message() + " at " + d.location())
                      .collect(Collectors.joining("; ")));
    };
  }

  private static JsonNode result(@Nullable ExecutionOutcome outcome) {
    return switch (outcome) {
      case ExecutionOutcome.Succeeded(var output) -> output;
      case ExecutionOutcome.Unsuccessful(var failure) -> throw failed(failure);
      case ExecutionOutcome.Continued(var next) -> {
        // Fails, and comes again, when a signal or a request to stop has arrived meanwhile.
        NextRun.start(next);
        throw new IllegalStateException("this run has ended");
      }
      case null -> throw new IllegalStateException("the interpreter has not run");
    };
  }

  private static RuntimeException failed(ExecutionFailure failure) {
    if (failure.status() == ExecutionStatus.ABORTED) {
      return new CanceledFailure("aborted", failure);
    }
    return ApplicationFailure.newBuilder()
        .setType(failure.error() == null ? "" : failure.error())
        .setMessage(failure.cause() == null ? "" : failure.cause())
        .setDetails(failure)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  private static void checkSemantics(ExecutionRequest request) {
    // The workflow task fails and waits for a worker that knows: an older one must not guess.
    if (request.semantics() < 1 || request.semantics() > ExecutionRequest.CURRENT_SEMANTICS) {
      throw new IllegalStateException("this worker does not know semantics " + request.semantics());
    }
  }
}
