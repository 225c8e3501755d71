package dev.stateway.api.execution;

import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.Redrives;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;

/** Reads the redrives of an execution from the memo of its workflow. */
final class RedrivesMemo {
  private RedrivesMemo() {}

  static Redrives read(WorkflowExecutionInfo info, DataConverter converter) {
    var memo = info.getMemo().getFieldsMap().get(ExecutionVisibility.MEMO_REDRIVES);
    return memo == null
        ? Redrives.NONE
        : converter.fromPayload(memo, Redrives.class, Redrives.class);
  }
}
