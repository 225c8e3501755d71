package dev.stateway.api.execution;

import dev.stateway.api.arn.ResourceName;
import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.arn.StatesArn.StateMachine;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.QualifiedStateMachine;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionSettings;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.RunLimits;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Starts executions as workflows. */
final class ExecutionStarter {
  private final TemporalConnection connection;
  private final ExecutionReader reader;
  private final String taskQueue;
  private final @Nullable RunLimits runLimits;

  /** Starts them on this task queue, with these limits of a run; absent for the default. */
  ExecutionStarter(
      TemporalConnection connection,
      ExecutionReader reader,
      String taskQueue,
      @Nullable RunLimits runLimits) {
    this.connection = connection;
    this.reader = reader;
    this.taskQueue = taskQueue;
    this.runLimits = runLimits;
  }

  /**
   * A workflow that runs an execution.
   *
   * @param execution who it is
   * @param request what it was started with
   * @param runId its first run
   */
  record Started(AnyExecution execution, ExecutionRequest request, String runId) {}

  /**
   * Checks what can be checked without any call.
   *
   * @throws AwsError InvalidArn, InvalidName, InvalidExecutionInput
   */
  static Prepared prepare(StartExecutionCommand command) {
    var name = command.name();
    return new Prepared(
        StatesArn.stateMachine(command.stateMachineArn()),
        name == null ? UUID.randomUUID().toString() : ResourceName.require(name),
        command.inputText(),
        JsonInput.parse(command.inputText(), AwsError::invalidExecutionInput),
        command.once());
  }

  /** A command whose parts are what they should be. */
  record Prepared(
      StateMachine stateMachine, String name, String inputText, JsonNode input, boolean once) {}

  private static void requireWithin(ExecutionLimits limits, String inputText) {
    var most = limits.payloadBytes();
    if (most != null && inputText.length() > most) {
      throw AwsError.validation(
          "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + most);
    }
    if (most != null && inputText.getBytes(StandardCharsets.UTF_8).length > most) {
      throw AwsError.invalidExecutionInput("The input is larger than " + most + " bytes");
    }
  }

  /**
   * Starts the workflow; the same start again is answered with the one that runs. Blocks.
   *
   * @param startedBy the ARN of who asked for it; empty where nobody had to say who they are
   * @throws AwsError ExecutionAlreadyExists, InvalidExecutionInput
   */
  Started start(
      Prepared prepared,
      QualifiedStateMachine startable,
      ExecutionSettings settings,
      String startedBy) {
    var machine = startable.machine();
    requireWithin(settings.limits(), prepared.inputText());
    var execution = execution(prepared, machine);
    var request =
        new ExecutionRequest(
            ExecutionRequest.CURRENT_SEMANTICS,
            machine.contents().definition(),
            prepared.input(),
            prepared.inputText(),
            new ExecutionIdentity(
                execution.toString(),
                prepared.name(),
                machine.arn(),
                machine.name(),
                machine.contents().roleArn(),
                machine.isExpress()),
            settings,
            runLimits,
            null);
    var stub =
        connection
            .client()
            .newUntypedWorkflowStub(
                machine.name(), options(execution, request, startable, startedBy));
    try {
      return new Started(execution, request, stub.start(request).getRunId());
    } catch (WorkflowExecutionAlreadyStarted _) {
      requireSame(execution, request, prepared.once());
      return new Started(execution, request, "");
    }
  }

  private static AnyExecution execution(Prepared prepared, RegisteredStateMachine machine) {
    var place = prepared.stateMachine().place();
    return machine.isExpress()
        ? new StatesArn.ExpressExecution(
            place, machine.name(), prepared.name(), expressId(prepared).toString())
        : new StatesArn.Execution(place, machine.name(), prepared.name());
  }

  /** Of an EXPRESS machine every start is another execution, unless it shall be the same. */
  private static UUID expressId(Prepared prepared) {
    return prepared.once()
        ? UUID.nameUUIDFromBytes(prepared.name().getBytes(StandardCharsets.UTF_8))
        : UUID.randomUUID();
  }

  private void requireSame(AnyExecution execution, ExecutionRequest request, boolean once) {
    var existing = reader.describe(execution);
    if ((existing.status() != ExecutionStatus.RUNNING && !once)
        || !existing.inputText().equals(request.inputText())) {
      throw AwsError.executionAlreadyExists(execution.toString());
    }
  }

  private WorkflowOptions options(
      AnyExecution execution,
      ExecutionRequest request,
      QualifiedStateMachine startable,
      String startedBy) {
    var identity = request.identity();
    var attributes =
        SearchAttributes.newBuilder()
            .set(ExecutionVisibility.STATE_MACHINE, identity.stateMachineArn())
            .set(ExecutionVisibility.EXECUTION, identity.executionArn())
            .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name());
    StartedFrom.note(startable, attributes);
    if (!startedBy.isEmpty()) {
      attributes.set(ExecutionVisibility.STARTED_BY, startedBy);
    }
    return WorkflowOptions.newBuilder()
        .setWorkflowId(execution.workflowId())
        .setTaskQueue(taskQueue)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setDisableEagerExecution(false)
        .setTypedSearchAttributes(attributes.build())
        .setMemo(
            Map.of(
                ExecutionVisibility.MEMO_INPUT,
                excerpt(request.inputText()),
                ExecutionVisibility.MEMO_EXECUTION_ARN,
                identity.executionArn(),
                ExecutionVisibility.MEMO_STATE_MACHINE_ARN,
                identity.stateMachineArn(),
                ExecutionVisibility.MEMO_STARTED_BY,
                startedBy,
                StateMachineRevision.MEMO,
                StateMachineRevision.of(startable.machine())))
        .build();
  }

  private static String excerpt(String input) {
    return input.substring(0, Math.min(input.length(), ExecutionVisibility.MEMO_INPUT_LENGTH));
  }
}
