package dev.stateway.api.approval;

import com.google.protobuf.ByteString;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the runs of executions that have approvals by Temporal's visibility: no worker is needed
 * for it. Blocks.
 */
final class ApprovalRuns {
  private final TemporalConnection connection;
  private final PageTokens tokens;

  ApprovalRuns(TemporalConnection connection, PageTokens tokens) {
    this.connection = connection;
    this.tokens = tokens;
  }

  /**
   * A run.
   *
   * @param workflowId of the execution
   * @param runId Temporal's id of the run
   * @param shown the approvals that wait; of dozens the oldest
   */
  record Run(String workflowId, String runId, List<ApprovalId> shown) {
    Run {
      shown = List.copyOf(shown);
    }
  }

  /** Some runs, of the executions started last first, and where to go on. */
  record Page(List<Run> runs, @Nullable String next) {
    Page {
      runs = List.copyOf(runs);
    }
  }

  /**
   * A page of this many runs with approvals.
   *
   * @param pending whether some have to wait for a decision
   * @param stateMachineArn of which; null for all
   * @throws AwsError InvalidToken
   */
  Page page(boolean pending, @Nullable String stateMachineArn, int size, @Nullable String after) {
    var query = query(pending, stateMachineArn);
    var list = "approvals: " + query;
    var position = tokens.open(list, after);
    var token =
        position == null
            ? ByteString.EMPTY
            : ByteString.copyFrom(Base64.getDecoder().decode(position));
    var runs = new ArrayList<Run>();
    do {
      var response = list(query, size, token);
      response.getExecutionsList().stream()
          .map(ApprovalRuns::run)
          // Where an empty list of approvals is not the same as none, there are none to wait for.
          .filter(run -> !pending || !run.shown.isEmpty())
          .forEach(runs::add);
      token = response.getNextPageToken();
    } while (runs.isEmpty() && !token.isEmpty());
    return new Page(
        runs,
        token.isEmpty()
            ? null
            : tokens.seal(list, Base64.getEncoder().encodeToString(token.toByteArray())));
  }

  private static String query(boolean pending, @Nullable String stateMachineArn) {
    var ofAll =
        pending
            ? ExecutionVisibility.APPROVALS.getName()
                + " IS NOT NULL AND ExecutionStatus = 'Running'"
            : ExecutionVisibility.APPROVALS_ASKED.getName() + " > 0";
    var attribute = ExecutionVisibility.STATE_MACHINE.getName();
    return stateMachineArn == null
        ? ofAll
        : ofAll
            // Those of its Map Runs have names below it.
            + " AND (%s = '%s' OR %s STARTS_WITH '%s/')"
                .formatted(attribute, stateMachineArn, attribute, stateMachineArn);
  }

  private ListWorkflowExecutionsResponse list(String query, int size, ByteString token) {
    return connection
        .stubs()
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(connection.namespace())
                .setQuery(query)
                .setPageSize(size)
                .setNextPageToken(token)
                .build());
  }

  private static Run run(WorkflowExecutionInfo info) {
    var execution = info.getExecution();
    return new Run(execution.getWorkflowId(), execution.getRunId(), shown(info).toList());
  }

  private static Stream<ApprovalId> shown(WorkflowExecutionInfo info) {
    var payload =
        info.getSearchAttributes()
            .getIndexedFieldsOrDefault(
                ExecutionVisibility.APPROVALS.getName(), Payload.getDefaultInstance());
    if (payload.getData().isEmpty()) {
      return Stream.empty();
    }
    var value = JsonText.parse(payload.getData().toStringUtf8());
    // One value of a list may be shown without the list.
    Stream<JsonNode> values = value.isArray() ? value.valueStream() : Stream.of(value);
    return values.map(id -> ApprovalId.parse(id.asString(""))).flatMap(Optional::stream);
  }
}
