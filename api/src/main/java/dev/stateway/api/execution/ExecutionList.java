package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.execution.ExecutionSpans.Span;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.temporal.MapRunWorkflow;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lists executions newest first; Temporal's visibility on an SQL database has no order that can be
 * asked for.
 */
public final class ExecutionList {
  private static final Comparator<Position> NEWEST_FIRST =
      Comparator.comparing(Position::startTime).thenComparing(Position::workflowId).reversed();

  private final ExecutionSpans spans;
  private final DataConverter converter;

  ExecutionList(ExecutionSpans spans, DataConverter converter) {
    this.spans = spans;
    this.converter = converter;
  }

  /**
   * What to list.
   *
   * @param stateMachineArn executions of this state machine; absent: of a Map Run
   * @param mapRunArn executions that this Map Run has started
   * @param status only of this status; absent for all
   * @param limit executions at the most
   * @param after where the page before ended; absent for the first
   */
  public record Query(
      @Nullable String stateMachineArn,
      @Nullable String mapRunArn,
      @Nullable ExecutionStatus status,
      int limit,
      @Nullable Position after) {
    /** Executions of a state machine. */
    public Query(
        String stateMachineArn,
        @Nullable ExecutionStatus status,
        int limit,
        @Nullable Position after) {
      this(stateMachineArn, null, status, limit, after);
    }
  }

  /** A place in the list: the execution that was the last of a page. */
  public record Position(Instant startTime, String workflowId) {
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
      return startTime.toString() + SEPARATOR + workflowId;
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
      latestRuns(query, span).stream()
          .map(this::entry)
          .filter(entry -> after == null || NEWEST_FIRST.compare(after, entry.position()) < 0)
          .forEach(found::add);
      upTo = span.isLast() ? Optional.empty() : Optional.of(span.from().minusNanos(1));
    }
    found.sort(Comparator.comparing(Entry::position, NEWEST_FIRST));
    var page = found.subList(0, Math.min(query.limit(), found.size()));
    var next = found.size() > query.limit() ? page.getLast().position() : null;
    return new Page(page.stream().map(entry -> summary(entry.info())).toList(), next);
  }

  /** Of an execution that was redriven, the runs before are listed as well. */
  private List<WorkflowExecutionInfo> latestRuns(Query query, Span span) {
    var latest = new LinkedHashMap<String, WorkflowExecutionInfo>();
    var redriven =
        mayBeRedriven(query.status()) ? spans.all(redriven(query), span) : span.executions();
    for (var runs : List.of(span.executions(), redriven)) {
      runs.forEach(
          run -> latest.merge(run.getExecution().getWorkflowId(), run, ExecutionList::later));
    }
    var kept =
        latest.values().stream()
            .map(WorkflowExecutionInfo::getExecution)
            .collect(Collectors.toSet());
    return span.executions().stream().filter(run -> kept.contains(run.getExecution())).toList();
  }

  /** Whether later runs of an execution that is found may be of another status. */
  private static boolean mayBeRedriven(@Nullable ExecutionStatus status) {
    return switch (status) {
      case FAILED, TIMED_OUT, ABORTED -> true;
      case RUNNING, SUCCEEDED -> false;
      case null -> false;
    };
  }

  private static WorkflowExecutionInfo later(
      WorkflowExecutionInfo one, WorkflowExecutionInfo other) {
    var isOlder =
        ExecutionHistories.instant(one.getStartTime())
            .isBefore(ExecutionHistories.instant(other.getStartTime()));
    return isOlder ? other : one;
  }

  private static String redriven(Query query) {
    return filter(new Query(query.stateMachineArn(), query.mapRunArn(), null, query.limit(), null))
        + " AND "
        + ExecutionVisibility.REDRIVE_COUNT.getName()
        + " > 0";
  }

  private static String filter(Query query) {
    var status = query.status();
    return of(query)
        + " AND ExecutionStatus != 'ContinuedAsNew'"
        + (status == null ? "" : " AND " + filter(status));
  }

  private static String of(Query query) {
    var stateMachine = query.stateMachineArn();
    if (stateMachine != null) {
      return ExecutionVisibility.STATE_MACHINE.getName() + " = " + quoted(stateMachine);
    }
    return ExecutionVisibility.MAP_RUN.getName()
        + " = "
        + quoted(String.valueOf(query.mapRunArn()))
        + " AND WorkflowType != '"
        + MapRunWorkflow.TYPE
        + "'";
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
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

  private Entry entry(WorkflowExecutionInfo info) {
    return new Entry(new Position(startTime(info), info.getExecution().getWorkflowId()), info);
  }

  private Instant startTime(WorkflowExecutionInfo info) {
    var ofFirstRun = attribute(info, ExecutionVisibility.STARTED.getName());
    return ofFirstRun.isEmpty()
        ? ExecutionHistories.instant(info.getStartTime())
        : OffsetDateTime.parse(ofFirstRun).toInstant();
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
        startTime(info).truncatedTo(ChronoUnit.MILLIS),
        stopDate,
        redriveCount(info),
        redriveDate(info));
  }

  private int redriveCount(WorkflowExecutionInfo info) {
    var count = attribute(info, ExecutionVisibility.REDRIVE_COUNT.getName());
    return count.isEmpty() ? 0 : Integer.parseInt(count);
  }

  private @Nullable Instant redriveDate(WorkflowExecutionInfo info) {
    var redrives = Redrives.of(info, converter).latest();
    return redrives.isEmpty() ? null : redrives.getLast().date();
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
