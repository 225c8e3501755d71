package dev.stateway.api.execution;

import com.google.protobuf.ByteString;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the newest executions of a query without asking for an order: by spans of their start times
 * that hold enough of them, and not too many.
 *
 * <p>Calls are few, for Temporal bounds how often its visibility may be asked: one for a query with
 * less than a thousand executions, some more for others.
 */
final class ExecutionSpans {
  private static final long FIRST_GUESS = Duration.ofHours(1).toMillis();
  private static final int STEP = 8;

  private final TemporalConnection connection;
  private final int most;

  /** Spans that hold at most so many executions, if time can tell them apart. */
  ExecutionSpans(TemporalConnection connection, int most) {
    this.connection = connection;
    this.most = most;
  }

  /**
   * All executions that started within a span.
   *
   * @param until until when
   * @param from since when, in whole milliseconds: what a database of less than nanoseconds can
   *     tell apart
   * @param isLast whether there are none before it
   */
  record Span(
      Instant from, Instant until, List<WorkflowExecutionInfo> executions, boolean isLast) {}

  /**
   * The span that ends at a time and holds the wanted number of executions, or fewer when there are
   * no more.
   */
  Span before(String query, Instant until, int wanted) {
    var all = read(query, Instant.EPOCH, until);
    if (all.getNextPageToken().isEmpty()) {
      return new Span(Instant.EPOCH, until, all.getExecutionsList(), true);
    }
    var enough = Math.min(wanted, most / 2);
    long tooShort = 0;
    long tooLong = until.toEpochMilli();
    var length = FIRST_GUESS;
    while (tooLong - tooShort > 1) {
      var from = until.minusMillis(length).truncatedTo(ChronoUnit.MILLIS);
      var found = read(query, from, until);
      if (!found.getNextPageToken().isEmpty()) {
        tooLong = length;
        length = tooShort == 0 ? length / STEP : between(tooShort, tooLong);
      } else if (found.getExecutionsCount() < enough) {
        tooShort = length;
        length = tooLong == until.toEpochMilli() ? length * STEP : between(tooShort, tooLong);
      } else {
        return new Span(from, until, found.getExecutionsList(), false);
      }
      length = Math.clamp(length, tooShort + 1, tooLong);
    }
    var from = until.minusMillis(tooLong).truncatedTo(ChronoUnit.MILLIS);
    return new Span(from, until, readAll(query, from, until), false);
  }

  /** All executions of another query that started within this span. */
  List<WorkflowExecutionInfo> all(String query, Span span) {
    return readAll(query, span.from(), span.until());
  }

  // Between the extremes there are orders of magnitude.
  private static long between(long tooShort, long tooLong) {
    return Math.round(Math.sqrt((double) tooShort * tooLong));
  }

  private List<WorkflowExecutionInfo> readAll(String query, Instant from, Instant until) {
    var executions = new ArrayList<WorkflowExecutionInfo>();
    var token = ByteString.EMPTY;
    do {
      var page = read(query, from, until, token);
      executions.addAll(page.getExecutionsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return executions;
  }

  private ListWorkflowExecutionsResponse read(String query, Instant from, Instant until) {
    return read(query, from, until, ByteString.EMPTY);
  }

  private ListWorkflowExecutionsResponse read(
      String query, Instant from, Instant until, ByteString token) {
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(connection.namespace())
            .setQuery(query + " AND " + startedWithin(from, until))
            .setPageSize(most)
            .setNextPageToken(token)
            .build();
    return TemporalCalls.untilAnswered(
        () -> connection.stubs().blockingStub().listWorkflowExecutions(request));
  }

  /** The start of an execution is that of its first run. */
  static String startedWithin(Instant from, Instant until) {
    var started = ExecutionVisibility.STARTED.getName();
    return "((%1$s IS NULL AND StartTime >= '%2$s' AND StartTime <= '%3$s') OR (%1$s >= '%2$s' AND %1$s <= '%3$s'))"
        .formatted(started, from, until);
  }
}
