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
 * Finds the approvals that wait for a decision by Temporal's visibility: no worker is needed for
 * it. Blocks.
 */
final class PendingApprovals {
  private static final String QUERY =
      ExecutionVisibility.APPROVALS.getName() + " IS NOT NULL AND ExecutionStatus = 'Running'";

  private static final String LIST = "approvals";

  private final TemporalConnection connection;
  private final PageTokens tokens;

  PendingApprovals(TemporalConnection connection, PageTokens tokens) {
    this.connection = connection;
    this.tokens = tokens;
  }

  /** Some ids, of the executions started last first, and where to go on. */
  record Page(List<ApprovalId> ids, @Nullable String next) {
    Page {
      ids = List.copyOf(ids);
    }
  }

  /**
   * A page of this many executions with approvals.
   *
   * @throws AwsError InvalidToken
   */
  Page page(int executions, @Nullable String after) {
    var position = tokens.open(LIST, after);
    var token =
        position == null
            ? ByteString.EMPTY
            : ByteString.copyFrom(Base64.getDecoder().decode(position));
    var ids = new ArrayList<ApprovalId>();
    do {
      var response = list(executions, token);
      response.getExecutionsList().stream().flatMap(PendingApprovals::ids).forEach(ids::add);
      token = response.getNextPageToken();
      // Where an empty list of approvals is not the same as none, a page can be without any.
    } while (ids.isEmpty() && !token.isEmpty());
    return new Page(
        ids,
        token.isEmpty()
            ? null
            : tokens.seal(LIST, Base64.getEncoder().encodeToString(token.toByteArray())));
  }

  private ListWorkflowExecutionsResponse list(int executions, ByteString token) {
    return connection
        .stubs()
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(connection.namespace())
                .setQuery(QUERY)
                .setPageSize(executions)
                .setNextPageToken(token)
                .build());
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
