package dev.stateway.api.execution;

import dev.stateway.api.registry.QualifiedStateMachine;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.SearchAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What an execution was started from, beside its state machine: kept in the search attributes of
 * its workflow.
 *
 * @param versionArn the version that it runs; absent where it was started without one
 * @param aliasArn the alias that has led to the version; absent where none has
 * @param mapRunArn the Map Run that has started it; absent where none has
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/execution-alias-version-associate.html">How
 *     Step Functions associates executions with a version or alias</a>
 */
public record StartedFrom(
    @Nullable String versionArn, @Nullable String aliasArn, @Nullable String mapRunArn) {
  /** Nothing but its state machine. */
  public static final StartedFrom STATE_MACHINE = new StartedFrom(null, null, null);

  static StartedFrom of(WorkflowExecutionInfo info) {
    return new StartedFrom(
        SearchAttributeTexts.of(info, ExecutionVisibility.VERSION),
        SearchAttributeTexts.of(info, ExecutionVisibility.ALIAS),
        SearchAttributeTexts.of(info, ExecutionVisibility.MAP_RUN));
  }

  /** Notes what an execution is started from. */
  static void note(QualifiedStateMachine machine, SearchAttributes.Builder attributes) {
    var versionArn = machine.versionArn();
    if (versionArn != null) {
      attributes.set(ExecutionVisibility.VERSION, versionArn);
    }
    var aliasArn = machine.aliasArn();
    if (aliasArn != null) {
      attributes.set(ExecutionVisibility.ALIAS, aliasArn);
    }
  }
}
