package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.MapRun;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import dev.stateway.workflows.maprun.MapRunView;
import dev.stateway.workflows.temporal.MapRunWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The Map Runs of executions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html">Map
 *     Run</a>
 */
public final class MapRuns {
  private static final Duration QUERY = Duration.ofSeconds(10);
  private static final int LISTED_AT_ONCE = 1_000;

  private final TemporalConnection connection;
  private final TemporalCalls calls;
  private final Executions executions;
  private final ExecutionHistories histories;
  private final ExecutionSpans spans;

  MapRuns(TemporalConnection connection, TemporalCalls calls, Executions executions) {
    this.connection = connection;
    this.calls = calls;
    this.executions = executions;
    this.histories = new ExecutionHistories(connection);
    this.spans = new ExecutionSpans(connection, LISTED_AT_ONCE);
  }

  /**
   * A Map Run in a list.
   *
   * @param mapRunArn who it is
   * @param startDate since when
   * @param stopDate until when, once it has ended
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MapRunListItem.html">MapRunListItem</a>
   */
  public record Summary(String mapRunArn, Instant startDate, @Nullable Instant stopDate) {}

  /** How a Map Run stands. */
  public Mono<MapRunView> describe(String mapRunArn) {
    return Mono.fromCallable(() -> StatesArn.mapRun(mapRunArn))
        .flatMap(mapRun -> calls.call(QUERY, () -> view(mapRun)));
  }

  /**
   * Since when a Map Run runs what did not end well before; empty for one that does not run, or for
   * the first time. No worker is needed.
   */
  public Mono<Instant> redrivingSince(String mapRunArn) {
    return Mono.fromCallable(() -> StatesArn.mapRun(mapRunArn))
        .flatMap(mapRun -> calls.call(QUERY, () -> redrivingSince(mapRun)))
        .flatMap(Mono::justOrEmpty);
  }

  private Optional<Instant> redrivingSince(MapRun mapRun) {
    var info = info(mapRun);
    var redrives = RedrivesMemo.read(info, converter()).latest();
    return info.hasCloseTime() || redrives.isEmpty()
        ? Optional.empty()
        : Optional.of(redrives.getLast().date());
  }

  /** The Map Runs of an execution of a STANDARD state machine, newest first. */
  public Mono<List<Summary>> list(String executionArn) {
    return executions
        .describe(executionArn)
        .flatMap(execution -> calls.call(QUERY, () -> all(execution.executionArn())));
  }

  /** Changes the limits of a running Map Run. */
  public Mono<Void> update(String mapRunArn, MapRunLimitsChange change) {
    return describe(mapRunArn)
        .flatMap(view -> {
          if (view.status() != ExecutionStatus.RUNNING) {
            return Mono.error(completed(mapRunArn));
          }
          return calls.call(() -> signal(StatesArn.mapRun(mapRunArn), change));
        })
        .then();
  }

  private WorkflowExecutionInfo info(MapRun mapRun) {
    try {
      return histories.describe(mapRun.workflowId(), "").getWorkflowExecutionInfo();
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        throw AwsError.resourceNotFound(mapRun.toString());
      }
      throw failure;
    }
  }

  private DataConverter converter() {
    return connection.client().getOptions().getDataConverter();
  }

  private MapRunView view(MapRun mapRun) {
    var info = info(mapRun);
    var memo = info.getMemo().getFieldsMap().get(ExecutionVisibility.MEMO_MAP_RUN);
    var view =
        memo == null
            ? query(mapRun)
            : converter().fromPayload(memo, MapRunView.class, MapRunView.class);
    if (!view.mapRunArn().equals(mapRun.toString())) {
      // The same names in another account or region.
      throw AwsError.resourceNotFound(mapRun.toString());
    }
    return view;
  }

  private MapRunView query(MapRun mapRun) {
    try {
      return connection
          .client()
          .newUntypedWorkflowStub(mapRun.workflowId())
          .query(ExecutionMessages.MAP_RUN, MapRunView.class);
    } catch (WorkflowException failure) {
      var status = TemporalCalls.statusOf(failure);
      if (status != null && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        throw AwsError.unavailable("No worker answers; try again later");
      }
      throw failure;
    }
  }

  private boolean signal(MapRun mapRun, MapRunLimitsChange change) {
    try {
      connection
          .client()
          .newUntypedWorkflowStub(mapRun.workflowId())
          .signal(ExecutionMessages.UPDATE_MAP_RUN, change);
      return true;
    } catch (WorkflowNotFoundException _) {
      throw completed(mapRun.toString());
    }
  }

  private static AwsError completed(String mapRunArn) {
    return AwsError.validation(
        "Map Run '" + mapRunArn + "' has completed and cannot be updated",
        "CANNOT_UPDATE_COMPLETED_MAP_RUN");
  }

  private List<Summary> all(String executionArn) {
    var filter =
        ExecutionVisibility.EXECUTION.getName()
            + " = "
            + ExecutionQuery.quoted(executionArn)
            + " AND WorkflowType = '"
            + MapRunWorkflow.TYPE
            + "' AND ExecutionStatus != 'ContinuedAsNew'";
    var until = Instant.now().plus(1, ChronoUnit.DAYS);
    // One that was redriven has several runs.
    var latest = new LinkedHashMap<String, WorkflowExecutionInfo>();
    for (var run : spans.before(filter, until, LISTED_AT_ONCE).executions()) {
      latest.merge(run.getExecution().getWorkflowId(), run, ExecutionList::later);
    }
    return latest.values().stream()
        .map(MapRuns::summary)
        .sorted(
            Comparator.comparing(Summary::startDate).thenComparing(Summary::mapRunArn).reversed())
        .toList();
  }

  private static Summary summary(WorkflowExecutionInfo info) {
    var stopDate =
        info.hasCloseTime()
            ? ExecutionHistories.instant(info.getCloseTime()).truncatedTo(ChronoUnit.MILLIS)
            : null;
    return new Summary(
        String.valueOf(SearchAttributeTexts.of(info, ExecutionVisibility.MAP_RUN)),
        ExecutionList.startTime(info).truncatedTo(ChronoUnit.MILLIS),
        stopDate);
  }
}
