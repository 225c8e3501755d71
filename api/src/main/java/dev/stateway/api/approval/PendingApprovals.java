package dev.stateway.api.approval;

import com.google.protobuf.ByteString;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the approvals that wait for a decision by Temporal's visibility: no worker is needed for
 * it. Blocks.
 */
final class PendingApprovals {
  private static final String QUERY =
      ExecutionVisibility.APPROVALS.getName() + " IS NOT NULL AND ExecutionStatus = 'Running'";

  private final TemporalConnection connection;

  PendingApprovals(TemporalConnection connection) {
    this.connection = connection;
  }

  /** Some ids, of the executions started last first, and where to go on. */
  record Page(List<ApprovalId> ids, @Nullable String next) {
    Page {
      ids = List.copyOf(ids);
    }
  }

  /** A page of this many executions with approvals. */
  Page page(int executions, @Nullable String after) {
    var token =
        after == null
            ? ByteString.EMPTY
            : ByteString.copyFrom(Base64.getUrlDecoder().decode(after));
    var ids = new ArrayList<ApprovalId>();
    do {
      var response =
          connection
              .stubs()
              .blockingStub()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(connection.namespace())
                      .setQuery(QUERY)
                      .setPageSize(executions)
                      .setNextPageToken(token)
                      .build());
      response.getExecutionsList().stream().flatMap(PendingApprovals::ids).forEach(ids::add);
      token = response.getNextPageToken();
      // Executions whose approvals are all decided can still have an empty list.
    } while (ids.isEmpty() && !token.isEmpty());
    return new Page(
        ids,
        token.isEmpty()
            ? null
            : Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray()));
  }

  private static Stream<ApprovalId> ids(WorkflowExecutionInfo info) {
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
