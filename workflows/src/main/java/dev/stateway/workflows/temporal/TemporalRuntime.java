package dev.stateway.workflows.temporal;

import dev.stateway.translator.expression.Entropy;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import dev.stateway.workflows.runtime.TaskWork;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs an execution as a Temporal workflow: every wait survives every crash. */
final class TemporalRuntime implements ExecutionRuntime {
  private static final Duration SHORTEST_TIMER = Duration.ofMillis(1);

  /** After so many pauses the workflow task is about to run out of time and must be renewed. */
  private static final int PAUSES_PER_RENEWAL = 50;

  private final Entropy entropy = new TemporalEntropy();
  private final Map<String, TemporalTask> tokens = new LinkedHashMap<>();
  private final Map<String, TemporalTask> activities = new LinkedHashMap<>();
  private int tokensAsked;
  private int activitiesAsked;
  private int pauses;
  private @Nullable RuntimeException defect;

  @Override
  public Entropy entropy() {
    return entropy;
  }

  @Override
  public void await(BooleanSupplier condition) {
    Workflow.await(() -> defect != null || condition.getAsBoolean());
    if (defect != null) {
      // Not the execution's failure: the workflow task fails, and is tried again by a mended
      // worker.
      throw defect;
    }
  }

  @Override
  public Timer timer(Duration delay, String stateName) {
    return new TemporalTimer(
        delay.compareTo(SHORTEST_TIMER) < 0 ? SHORTEST_TIMER : delay, stateName);
  }

  @Override
  public PendingTask start(TaskWork work) {
    if (work.express() && work.step() == TaskWork.Step.CALL) {
      var local = Workflow.newUntypedLocalActivityStub(ActivitySettings.local(work));
      return new TemporalTask(
          () -> local.executeAsync(work.type(), JsonNode.class, work.request()));
    }
    var activity = Workflow.newUntypedActivityStub(ActivitySettings.of(work));
    return new TemporalTask(
        () -> activity.executeAsync(work.type(), JsonNode.class, work.request()));
  }

  @Override
  public PendingToken openToken(TaskWork work) {
    tokensAsked++;
    var waitId = Integer.toString(tokensAsked);
    var activity = Workflow.newUntypedActivityStub(ActivitySettings.of(work));
    var task =
        new TemporalTask(
            () -> activity.executeAsync(work.type(), JsonNode.class, work.request(), waitId));
    tokens.put(waitId, task);
    return task;
  }

  /** Takes the token that the activity of this wait has made. */
  void tokenOpened(String waitId, String token) {
    var task = tokens.remove(waitId);
    if (task != null) {
      task.opened(token);
    }
  }

  @Override
  public PendingActivity startActivity(TaskWork work) {
    activitiesAsked++;
    var waitId = Integer.toString(activitiesAsked);
    var arn = work.request().resource();
    var activity = Workflow.newUntypedActivityStub(ActivitySettings.polled(work, waitId));
    var task =
        new TemporalTask(() ->
            activity.executeAsync(
                arn.substring(arn.lastIndexOf(':') + 1),
                JsonNode.class,
                work.request().arguments()));
    activities.put(waitId, task);
    return task;
  }

  /** Learns that a worker has the work of this wait; a name of its own is optional. */
  void activityStarted(String waitId, @Nullable String workerName) {
    var task = activities.remove(waitId);
    if (task != null) {
      task.startedBy(workerName);
    }
  }

  @Override
  public PendingMapRun startMapRun(MapRunRequest request) {
    return TemporalMapRun.start(request);
  }

  @Override
  public PendingMapRun redriveMapRun(MapRunIdentity identity, int redriveCount) {
    return TemporalMapRun.redrive(identity, redriveCount);
  }

  @Override
  public Branching fork(Runnable body) {
    return Async.procedure(() -> runKeepingDefect(body))::isCompleted;
  }

  @Override
  public void pause() {
    pauses++;
    if (pauses % PAUSES_PER_RENEWAL == 0) {
      Workflow.newUntypedLocalActivityStub(
              LocalActivityOptions.newBuilder()
                  .setScheduleToCloseTimeout(ActivitySettings.WORKER_HEARTBEAT)
                  .build())
          .execute(TaskActivity.RENEW, Void.class);
      return;
    }
    // A condition that does not hold at once gives the turn away without writing an event.
    var asked = new boolean[1];
    Workflow.await(() -> {
      var askedBefore = asked[0];
      asked[0] = true;
      return askedBefore;
    });
  }

  @Override
  public Run run() {
    var info = Workflow.getInfo();
    return new Run(info.getRunId(), Instant.ofEpochMilli(info.getRunStartedTimestampMillis()));
  }

  @Override
  public String startedBy() {
    var memo = Workflow.getMemo(ExecutionVisibility.MEMO_STARTED_BY, String.class);
    return memo instanceof String arn ? arn : "";
  }

  @Override
  public double fill(RunLimits limits) {
    var info = Workflow.getInfo();
    var ofLimits =
        Math.max(
            (double) info.getHistoryLength() / limits.temporalEvents(),
            (double) info.getHistorySize() / limits.temporalBytes());
    return info.isContinueAsNewSuggested() ? Math.max(1, ofLimits) : ofLimits;
  }

  @Override
  public void showState(String stateName) {
    Workflow.setCurrentDetails(stateName);
  }

  @Override
  public void showApprovals(List<String> approvalIds, int asked) {
    Workflow.upsertTypedSearchAttributes(
        ExecutionVisibility.APPROVALS.valueSet(ExecutionVisibility.shownApprovals(approvalIds)),
        ExecutionVisibility.APPROVALS_ASKED.valueSet((long) asked));
  }

  @Override
  public void showEnd(ExecutionStatus status, @Nullable ExecutionFailure failure) {
    Workflow.setCurrentDetails(status.name());
    Workflow.upsertTypedSearchAttributes(ExecutionVisibility.STATUS.valueSet(status.name()));
    if (status == ExecutionStatus.ABORTED && failure != null) {
      // A cancelled workflow has no failure of its own that could carry error and cause.
      Workflow.upsertMemo(Map.of(ExecutionVisibility.MEMO_FAILURE, failure));
    }
  }

  private void runKeepingDefect(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException unexpected) {
      defect = unexpected;
    }
  }
}
