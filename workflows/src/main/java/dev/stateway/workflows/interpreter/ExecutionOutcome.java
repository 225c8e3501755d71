package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import tools.jackson.databind.JsonNode;

/** How a run of an execution ended. */
public sealed interface ExecutionOutcome {
  /** In AWS's words. */
  ExecutionStatus status();

  /** With an output. */
  record Succeeded(JsonNode output) implements ExecutionOutcome {
    @Override
    public ExecutionStatus status() {
      return ExecutionStatus.SUCCEEDED;
    }
  }

  /**
   * Not at all yet: it goes on in another run.
   *
   * @param next what that one is started with
   */
  record Continued(ExecutionRequest next) implements ExecutionOutcome {
    @Override
    public ExecutionStatus status() {
      return ExecutionStatus.RUNNING;
    }
  }

  /** Failed, timed out or stopped. */
  record Unsuccessful(ExecutionFailure failure) implements ExecutionOutcome {
    @Override
    public ExecutionStatus status() {
      return failure.status();
    }
  }
}
