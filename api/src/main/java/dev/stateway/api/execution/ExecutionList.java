package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists executions newest first; Temporal's visibility on an SQL database has no order that can be
 * asked for.
 */
public final class ExecutionList {
  private static final Comparator<Position> NEWEST_FIRST =
      Comparator.comparing(Position::startTime).thenComparing(Position::runId).reversed();

  private final ExecutionSpans spans;

  ExecutionList(ExecutionSpans spans) {
    this.spans = spans;
  }

  /**
   * What to list.
   *
   * @param stateMachineArn executions of this state machine
   * @param status only of this status; absent for all
   * @param limit executions at the most
   * @param after where the page before ended; absent for the first
   */
  public record Query(
      String stateMachineArn,
      @Nullable ExecutionStatus status,
      int limit,
      @Nullable Position after) {}

  /** A place in the list: the execution that was the last of a page. */
  public record Position(Instant startTime, String runId) {
    private static final char SEPARATOR = ' ';

    /** The position of this text; null for null. */
    public static @Nullable Position parse(@Nullable String text) {
      if (text == null) {
        return null;
      }
      var separator = text.indexOf(SEPARATOR);
      return new Position(
          Instant.parse(text.substring(0, separator)), text.substring(separator + 1));
    }

    /** A text that {@link #parse} reads. */
    public String toText() {
      return startTime.toString() + SEPARATOR + runId;
    }
  }

  /** A part of the list and, when there is more, its end. */
  public record Page(List<ExecutionSummary> executions, @Nullable Position next) {
    public Page {
      executions = List.copyOf(executions);
    }
  }

  private record Entry(Position position, WorkflowExecutionInfo info) {}

  /** One page. Blocks. */
  Page page(Query query) {
    var filter = filter(query);
    var after = query.after();
    var until = after == null ? Instant.now().plus(1, ChronoUnit.DAYS) : after.startTime();
    var found = new ArrayList<Entry>();
    // One more than asked for tells whether there is a next page.
    var wanted = query.limit() + 1;
    Optional<Instant> upTo = Optional.of(until);
    while (found.size() < wanted && upTo.isPresent()) {
      var span = spans.before(filter, upTo.get(), wanted - found.size());
      span.executions().stream()
          .map(ExecutionList::entry)
          .filter(entry -> after == null || NEWEST_FIRST.compare(after, entry.position()) < 0)
          .forEach(found::add);
      upTo = span.isLast() ? Optional.empty() : Optional.of(span.from().minusNanos(1));
    }
    found.sort(Comparator.comparing(Entry::position, NEWEST_FIRST));
    var page = found.subList(0, Math.min(query.limit(), found.size()));
    var next = found.size() > query.limit() ? page.getLast().position() : null;
    return new Page(page.stream().map(entry -> summary(entry.info())).toList(), next);
  }

  private static String filter(Query query) {
    var status = query.status();
    return ExecutionVisibility.STATE_MACHINE.getName()
        + " = '"
        + query.stateMachineArn().replace("'", "''")
        + "' AND ExecutionStatus != 'ContinuedAsNew'"
        + (status == null ? "" : " AND " + filter(status));
  }

  private static String filter(ExecutionStatus status) {
    var timedOut = ExecutionVisibility.STATUS.getName() + " = 'TIMED_OUT'";
    return switch (status) {
      case RUNNING -> "ExecutionStatus = 'Running'";
      case SUCCEEDED -> "ExecutionStatus = 'Completed'";
      case FAILED -> "ExecutionStatus = 'Failed' AND NOT " + timedOut;
      case TIMED_OUT ->
          "(ExecutionStatus = 'TimedOut' OR (ExecutionStatus = 'Failed' AND " + timedOut + "))";
      case ABORTED -> "(ExecutionStatus = 'Canceled' OR ExecutionStatus = 'Terminated')";
    };
  }

  private static Entry entry(WorkflowExecutionInfo info) {
    var startTime = ExecutionHistories.instant(info.getStartTime());
    return new Entry(new Position(startTime, info.getExecution().getRunId()), info);
  }

  private ExecutionSummary summary(WorkflowExecutionInfo info) {
    var arn = attribute(info, ExecutionVisibility.EXECUTION.getName());
    var stopDate =
        info.hasCloseTime()
            ? ExecutionHistories.instant(info.getCloseTime()).truncatedTo(ChronoUnit.MILLIS)
            : null;
    return new ExecutionSummary(
        arn,
        attribute(info, ExecutionVisibility.STATE_MACHINE.getName()),
        StatesArn.anyExecution(arn).name(),
        status(info),
        ExecutionReader.startDate(info),
        stopDate);
  }

  private ExecutionStatus status(WorkflowExecutionInfo info) {
    return switch (info.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> ExecutionStatus.SUCCEEDED;
      case WORKFLOW_EXECUTION_STATUS_FAILED ->
          attribute(info, ExecutionVisibility.STATUS.getName())
                  .equals(ExecutionStatus.TIMED_OUT.name())
              ? ExecutionStatus.TIMED_OUT
              : ExecutionStatus.FAILED;
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> ExecutionStatus.TIMED_OUT;
      case WORKFLOW_EXECUTION_STATUS_CANCELED, WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          ExecutionStatus.ABORTED;
      default -> ExecutionStatus.RUNNING;
    };
  }

  private String attribute(WorkflowExecutionInfo info, String name) {
    var payload =
        info.getSearchAttributes().getIndexedFieldsOrDefault(name, Payload.getDefaultInstance());
    return payload.getData().isEmpty()
        ? ""
        : JsonText.parse(payload.getData().toStringUtf8()).asString();
  }
}
