package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.execution.ExecutionSpans.Span;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
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
  Page page(ExecutionQuery query) {
    var filter = query.filter();
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
    return new Page(page.stream().map(entry -> summary(query, entry.info())).toList(), next);
  }

  /** Of an execution that was redriven, the runs before are listed as well. */
  private List<WorkflowExecutionInfo> latestRuns(ExecutionQuery query, Span span) {
    var latest = new LinkedHashMap<String, WorkflowExecutionInfo>();
    var redriven =
        query.missesLaterRuns() ? spans.all(query.ofRedriven(), span) : span.executions();
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

  static WorkflowExecutionInfo later(WorkflowExecutionInfo one, WorkflowExecutionInfo other) {
    var isOlder =
        ExecutionHistories.instant(one.getStartTime())
            .isBefore(ExecutionHistories.instant(other.getStartTime()));
    return isOlder ? other : one;
  }

  private Entry entry(WorkflowExecutionInfo info) {
    return new Entry(new Position(startTime(info), info.getExecution().getWorkflowId()), info);
  }

  /** When the first of its runs was started. */
  static Instant startTime(WorkflowExecutionInfo info) {
    var ofFirstRun = attribute(info, ExecutionVisibility.STARTED.getName());
    return ofFirstRun.isEmpty()
        ? ExecutionHistories.instant(info.getStartTime())
        : OffsetDateTime.parse(ofFirstRun).toInstant();
  }

  private ExecutionSummary summary(ExecutionQuery query, WorkflowExecutionInfo info) {
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
        redriveDate(info),
        StartedFrom.of(info),
        status(info) != ExecutionStatus.SUCCEEDED && query.isPendingRedrive(stopDate));
  }

  private int redriveCount(WorkflowExecutionInfo info) {
    var count = attribute(info, ExecutionVisibility.REDRIVE_COUNT.getName());
    return count.isEmpty() ? 0 : Integer.parseInt(count);
  }

  private @Nullable Instant redriveDate(WorkflowExecutionInfo info) {
    var redrives = RedrivesMemo.read(info, converter).latest();
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

  private static String attribute(WorkflowExecutionInfo info, String name) {
    var payload =
        info.getSearchAttributes().getIndexedFieldsOrDefault(name, Payload.getDefaultInstance());
    return payload.getData().isEmpty()
        ? ""
        : JsonText.parse(payload.getData().toStringUtf8()).asString();
  }
}
