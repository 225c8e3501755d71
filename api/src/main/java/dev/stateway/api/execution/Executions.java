package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionSettings;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Executions: started, read, waited for and stopped.
 *
 * <p>Failures are {@link AwsError}s; one that {@link AwsError#isUnavailable()} says that Temporal
 * is away. Every method answers in bounded time.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Actions</a>
 */
public final class Executions {
  private static final Duration QUERY = Duration.ofSeconds(10);
  private static final Duration LIST = Duration.ofSeconds(10);
  private static final int LISTED_AT_ONCE = 1_000;

  private final StateMachineRegistry registry;
  private final TemporalCalls calls;
  private final ExecutionReader reader;
  private final ExecutionStarter starter;
  private final ExecutionStopper stopper;
  private final ExecutionEvents events;
  private final ExecutionRedriver redriver;
  private final ExecutionList list;

  Executions(
      StateMachineRegistry registry,
      TemporalConnection connection,
      TemporalCalls calls,
      ExecutionStarter starter) {
    this.registry = registry;
    this.calls = calls;
    this.starter = starter;
    this.reader = new ExecutionReader(connection);
    this.stopper = new ExecutionStopper(connection, calls, reader.histories());
    this.events = new ExecutionEvents(connection, reader);
    this.redriver = new ExecutionRedriver(connection, reader, events);
    this.list =
        new ExecutionList(
            new ExecutionSpans(connection, LISTED_AT_ONCE),
            connection.client().getOptions().getDataConverter());
  }

  /** Starts an execution of a state machine of either type. */
  public Mono<StartedExecution> start(StartExecutionCommand command) {
    return begin(command, _ -> true, false)
        .flatMap(started ->
            info(started)
                .map(info ->
                    new StartedExecution(
                        started.execution().toString(), ExecutionReader.startDate(info))));
  }

  /** Starts an execution and waits for its end: the RUNNING description when time is up before. */
  public Mono<ExecutionDescription> startAndAwait(StartExecutionCommand command, Duration atMost) {
    return startAndAwait(command, atMost, _ -> true);
  }

  /**
   * The same for state machines that the operation supports, the others fail with
   * StateMachineTypeNotSupported.
   */
  public Mono<ExecutionDescription> startAndAwait(
      StartExecutionCommand command, Duration atMost, Predicate<RegisteredStateMachine> supported) {
    return begin(command, supported, true)
        .flatMap(started ->
            Mono.zip(info(started), awaitLastEvent(started.execution(), started.runId(), atMost))
                .flatMap(
                    ends -> calls.read(() -> description(started, ends.getT1(), ends.getT2()))));
  }

  private ExecutionDescription description(
      ExecutionStarter.Started started, WorkflowExecutionInfo info, Optional<HistoryEvent> last) {
    var request = started.request();
    // The reason to stop is asked of the latest run: it is the one that has ended.
    return reader.description(
        new ExecutionReader.Start(
            request.identity(),
            request.inputText(),
            ExecutionReader.startDate(info),
            0,
            null,
            StartedFrom.of(info)),
        "",
        last.orElse(null));
  }

  private Mono<ExecutionStarter.Started> begin(
      StartExecutionCommand command, Predicate<RegisteredStateMachine> supported, boolean awaited) {
    return Mono.fromCallable(() -> ExecutionStarter.prepare(command))
        .flatMap(prepared ->
            registry
                .requireStartable(prepared.stateMachine())
                .filter(startable -> supported.test(startable.machine()))
                .switchIfEmpty(Mono.error(AwsError::stateMachineTypeNotSupported))
                .flatMap(startable ->
                    registry
                        .limits(startable.machine().arn())
                        .map(limits ->
                            new ExecutionSettings(
                                awaited && startable.machine().isExpress(), limits))
                        .flatMap(settings ->
                            Mono.deferContextual(context ->
                                calls.call(() ->
                                    starter.start(
                                        prepared, startable, settings, startedBy(context)))))));
  }

  private static String startedBy(ContextView context) {
    return Caller.in(context).map(caller -> caller.principal().arn()).orElse("");
  }

  private Mono<WorkflowExecutionInfo> info(ExecutionStarter.Started started) {
    return calls
        .read(() -> reader.histories().describe(started.execution().workflowId(), started.runId()))
        .map(description -> description.getWorkflowExecutionInfo());
  }

  private Mono<Optional<HistoryEvent>> awaitLastEvent(
      AnyExecution execution, String runId, Duration atMost) {
    return calls.read(
        atMost, () -> reader.histories().awaitLastEvent(execution.workflowId(), runId));
  }

  /** How an execution of a STANDARD state machine stands. */
  public Mono<ExecutionDescription> describe(String executionArn) {
    return Mono.fromCallable(() -> StatesArn.execution(executionArn)).flatMap(this::read);
  }

  /** How an execution of a state machine of either type stands. */
  public Mono<ExecutionDescription> describeAny(String executionArn) {
    return Mono.fromCallable(() -> StatesArn.anyExecution(executionArn)).flatMap(this::read);
  }

  /**
   * How an execution of either type stands once it has ended: still RUNNING when time is up before.
   */
  public Mono<ExecutionDescription> awaitClosed(String executionArn, Duration atMost) {
    return Mono.fromCallable(() -> StatesArn.anyExecution(executionArn))
        .flatMap(execution ->
            read(execution)
                .filter(ExecutionDescription::isClosed)
                .switchIfEmpty(awaitLastEvent(execution, "", atMost).then(read(execution))));
  }

  /** What an execution of a STANDARD state machine was started with. */
  public Mono<ExecutionOrigin> origin(String executionArn) {
    return Mono.fromCallable(() -> StatesArn.execution(executionArn))
        .flatMap(execution -> read(execution).then(calls.read(() -> reader.origin(execution))));
  }

  private Mono<ExecutionDescription> read(AnyExecution execution) {
    return calls.read(() -> reader.describe(execution));
  }

  /**
   * Stops an execution: the time it ended, or by which its end is under way. One that has ended
   * stays as it is.
   */
  public Mono<Instant> stop(String executionArn, @Nullable String error, @Nullable String cause) {
    return Mono.fromCallable(() -> StatesArn.execution(executionArn))
        .flatMap(execution ->
            read(execution)
                .filter(description -> !description.isClosed())
                .flatMap(_ -> stopper.stop(execution, new StopReason(error, cause)))
                .then(read(execution)))
        .map(description -> Optional.ofNullable(description.stopDate()).orElseGet(Instant::now));
  }

  /**
   * Takes an execution of a STANDARD state machine that ended unsuccessfully up where it failed:
   * when that was done, for the same token the first time.
   */
  public Mono<Instant> redrive(String executionArn, @Nullable String clientToken) {
    return Mono.fromCallable(() -> StatesArn.execution(executionArn))
        .flatMap(execution ->
            read(execution)
                .flatMap(description ->
                    calls.call(
                        QUERY, () -> redriver.redrive(execution, description, clientToken))));
  }

  /**
   * The runs of its workflow that can know of what an execution did with this event: the one that
   * recorded it and all later ones, the oldest first; none when there is no such execution.
   */
  public Mono<List<String>> runsFrom(String workflowId, long eventId) {
    return calls.call(() -> reader.runsFrom(workflowId, eventId));
  }

  /** One page of the events of an execution of a STANDARD state machine. */
  public Mono<HistoryPage> history(String executionArn, HistoryRequest request) {
    return Mono.fromCallable(() -> StatesArn.execution(executionArn))
        .flatMap(execution ->
            read(execution)
                .flatMap(description ->
                    calls.call(QUERY, () -> events.page(execution, description, request))));
  }

  /** Executions of a STANDARD state machine, newest first. */
  public Mono<ExecutionList.Page> list(ExecutionQuery query) {
    return calls.call(LIST, () -> list.page(query));
  }
}
