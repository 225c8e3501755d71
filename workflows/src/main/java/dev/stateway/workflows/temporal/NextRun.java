package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The run that an execution goes on in: a workflow continued as new, found by the same attributes.
 *
 * @see <a href="https://docs.temporal.io/workflow-execution/continue-as-new">Continue-As-New</a>
 */
final class NextRun {
  private NextRun() {}

  /** Ends this run; does not return. */
  static void start(ExecutionRequest request) {
    var started = Objects.requireNonNull(request.continuation()).startDate();
    Workflow.continueAsNew(
        ContinueAsNewOptions.newBuilder()
            .setMemo(memo())
            .setTypedSearchAttributes(
                SearchAttributes.newBuilder(Workflow.getTypedSearchAttributes())
                    .set(ExecutionVisibility.STARTED, started.atOffset(ZoneOffset.UTC))
                    .build())
            .build(),
        request);
  }

  private static Map<String, Object> memo() {
    var memo = new LinkedHashMap<String, Object>();
    for (var field : ExecutionVisibility.CARRIED_MEMO) {
      var value = Workflow.getMemo(field, JsonNode.class);
      if (value != null) {
        memo.put(field, value);
      }
    }
    return memo;
  }
}
