package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One attempt of a task: its events, and the work it asks for. */
final class TaskAttempt {
  /** Far longer than a service takes to stop work, and a lost worker to be replaced. */
  private static final Duration STOP_BOUND = Duration.ofMinutes(5);

  private final TaskState state;
  private final Visit visit;
  private final Branch branch;
  private final TaskLimits limits;
  private final TaskEvents events;
  private final TaskRequest request;

  private TaskAttempt(TaskState state, Visit visit, TaskLimits limits, TaskRequest request) {
    this.state = state;
    this.visit = visit;
    this.branch = visit.branch();
    this.limits = limits;
    this.events = TaskEvents.of(state.resource());
    this.request = request;
  }

  /** Records that the task is scheduled. */
  static TaskAttempt schedule(TaskState state, Visit visit, JsonNode arguments, TaskLimits limits) {
    var branch = visit.branch();
    var roleArn = roleArn(state, visit);
    var events = TaskEvents.of(state.resource());
    var scheduled =
        branch.record(
            events.scheduled(),
            events
                .scheduledDetails(arguments, region(branch))
                .number("timeoutInSeconds", seconds(limits.timeout()))
                .number("heartbeatInSeconds", seconds(limits.heartbeat()))
                .credentials(roleArn));
    return scheduled(state, visit, arguments, limits, roleArn, scheduled);
  }

  /** One that was scheduled with this event. */
  static TaskAttempt scheduled(
      TaskState state,
      Visit visit,
      JsonNode arguments,
      TaskLimits limits,
      @Nullable String roleArn,
      long scheduledEvent) {
    var branch = visit.branch();
    var request =
        new TaskRequest(
            state.resource().arn(),
            state.name(),
            arguments,
            visit.taskToken(),
            idempotencyKey(branch, scheduledEvent),
            branch.execution().identity().executionArn(),
            roleArn,
            null,
            branch.execution().roleOfTasks());
    return new TaskAttempt(state, visit, limits, request);
  }

  /**
   * The work of making a token and waiting for its answer: it comes before the call can be put
   * together.
   */
  static TaskWork tokenWork(TaskState state, Visit visit, TaskLimits limits) {
    return workBefore(TaskWork.Step.TOKEN, "taskToken", state, visit, limits, limits.heartbeat());
  }

  /** The work of finding out whether a Step Functions activity exists. */
  static TaskWork existenceWork(TaskState state, Visit visit, TaskLimits limits) {
    return workBefore(TaskWork.Step.CALL, "activity:exists", state, visit, limits, null);
  }

  /** What is done before the task is scheduled. */
  private static TaskWork workBefore(
      TaskWork.Step step,
      String type,
      TaskState state,
      Visit visit,
      TaskLimits limits,
      @Nullable Duration heartbeat) {
    var execution = visit.branch().execution();
    var request =
        new TaskRequest(
            state.resource().arn(),
            state.name(),
            JsonText.MAPPER.nullNode(),
            null,
            idempotencyKey(visit.branch(), visit.branch().lastEvent()),
            execution.identity().executionArn(),
            null,
            null,
            execution.roleOfTasks());
    return new TaskWork(
        step,
        type,
        request,
        limits.remaining(execution.now()),
        heartbeat,
        execution.identity().express());
  }

  boolean isSync() {
    return state.resource() instanceof Resource.ServiceIntegration service
        && service.pattern() == IntegrationPattern.SYNC;
  }

  TaskWork call() {
    return work(TaskWork.Step.CALL, events.workType(), request, null);
  }

  TaskWork completion(JsonNode submitted) {
    var type = events.workType() + TaskWork.OF_COMPLETION;
    return work(TaskWork.Step.COMPLETION, type, answered(submitted), null);
  }

  /** The stopping of the work: it has its own time, that of the task may be over. */
  TaskWork stop(JsonNode submitted) {
    return new TaskWork(
        TaskWork.Step.STOP,
        events.workType() + TaskWork.OF_STOP,
        answered(submitted),
        STOP_BOUND,
        null,
        visit.branch().execution().identity().express());
  }

  TaskWork activity() {
    return work(TaskWork.Step.ACTIVITY, events.workType(), request, limits.heartbeat());
  }

  void recordStarted() {
    branch.record(events.started(), events.details());
  }

  void recordStartedBy(@Nullable String workerName) {
    branch.record(events.started(), events.details().text("workerName", workerName));
  }

  void recordSubmitted(JsonNode output) {
    branch.record(HistoryEventType.TASK_SUBMITTED, events.details().payload("output", output));
  }

  void recordSucceeded(JsonNode output) {
    branch.record(events.succeeded(), events.details().payload("output", output));
  }

  void recordFailed(@Nullable String error, @Nullable String cause) {
    branch.record(events.failed(), errorDetails(error, cause));
  }

  void recordTimedOut() {
    branch.record(events.timedOut(), errorDetails(ErrorName.TIMEOUT, null));
  }

  private TaskRequest answered(JsonNode submitted) {
    return new TaskRequest(
        request.resource(),
        request.stateName(),
        request.arguments(),
        request.taskToken(),
        request.idempotencyKey(),
        request.executionArn(),
        request.roleArn(),
        submitted,
        request.stateMachineRole());
  }

  private EventDetails errorDetails(@Nullable String error, @Nullable String cause) {
    return events.details().text("error", error).text("cause", cause);
  }

  private TaskWork work(
      TaskWork.Step step, String type, TaskRequest itsRequest, @Nullable Duration heartbeat) {
    var execution = visit.branch().execution();
    return new TaskWork(
        step,
        type,
        itsRequest,
        limits.remaining(execution.now()),
        heartbeat,
        execution.identity().express());
  }

  private static @Nullable String roleArn(TaskState state, Visit visit) {
    var credentials = state.credentials();
    if (credentials == null) {
      return null;
    }
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    return credentials.evaluate(visit.scope(effective)).path("RoleArn").asString();
  }

  private static String idempotencyKey(Branch branch, long scheduledEvent) {
    var execution = branch.execution();
    var name =
        execution.identity().executionArn() + "@" + execution.startTime() + "#" + scheduledEvent;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String region(Branch branch) {
    return branch.execution().identity().executionArn().split(":", -1)[3];
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }
}
