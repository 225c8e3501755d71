package dev.stateway.workflows.execution;

import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.Continuation.RunSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The workflow's one input: everything an execution is a function of.
 *
 * @param semantics the version of the interpreter's meaning it was started with
 * @param definition the state machine's ASL text
 * @param input the execution's input
 * @param inputText the input as the caller wrote it: what DescribeExecution gives back
 * @param identity who it is
 * @param settings how it runs; requests of older workers have none, and mean the defaults
 * @param runLimits when it goes on in another run; absent for {@link RunLimits#DEFAULT}
 * @param continuation what went before; absent for its first run
 */
public record ExecutionRequest(
    int semantics,
    String definition,
    JsonNode input,
    String inputText,
    ExecutionIdentity identity,
    ExecutionSettings settings,
    @Nullable RunLimits runLimits,
    @Nullable Continuation continuation) {
  /**
   * The meaning new executions are started with.
   *
   * <ul>
   *   <li>1: a negative MaxConcurrency counts as 0
   *   <li>2: a Map with a negative MaxConcurrency never ends by itself, as AWS has it; error names
   *       and causes are cut at AWS's lengths
   *   <li>3: the execution goes on in another run when this one has become too large
   *   <li>4: a redriven distributed Map redrives its Map Run
   *   <li>5: tasks know the role of the state machine, which decides what they may
   *   <li>6: the arguments of an approval are checked when it is asked for, and its result lists
   *       all votes
   *   <li>7: Step Functions activities are worked on by who polls them; the notices of an approval
   *       know the role of the state machine
   *   <li>8: an execution itself refuses what is entered into an approval that its form does not
   *       want, and delegations to nobody; it tells of delegations, and has written down that an
   *       approval was escalated or has expired
   *   <li>9: work of a {@code .sync} task that nobody waits for any more is stopped by a step of
   *       its own
   * </ul>
   */
  public static final int CURRENT_SEMANTICS = 9;

  private static final int SEMANTICS_OF_CONTINUATION = 3;

  /** A request; absent settings are the defaults. */
  public ExecutionRequest {
    settings = Objects.requireNonNullElse(settings, ExecutionSettings.DEFAULT);
  }

  /** A new execution. */
  public ExecutionRequest(
      int semantics,
      String definition,
      JsonNode input,
      String inputText,
      ExecutionIdentity identity,
      ExecutionSettings settings) {
    this(semantics, definition, input, inputText, identity, settings, null, null);
  }

  /** A new execution with the default settings. */
  public ExecutionRequest(
      int semantics,
      String definition,
      JsonNode input,
      String inputText,
      ExecutionIdentity identity) {
    this(semantics, definition, input, inputText, identity, ExecutionSettings.DEFAULT);
  }

  /** Whether the execution goes on in another run when this one has become too large. */
  public boolean isContinuable() {
    return semantics >= SEMANTICS_OF_CONTINUATION;
  }

  /** The same execution with other limits of a run. */
  public ExecutionRequest withRunLimits(RunLimits limits) {
    return new ExecutionRequest(
        semantics, definition, input, inputText, identity, settings, limits, continuation);
  }

  /** The request of the run that goes on from there. */
  public ExecutionRequest continuedFrom(Continuation itsContinuation) {
    return new ExecutionRequest(
        semantics, definition, input, inputText, identity, settings, runLimits, itsContinuation);
  }

  /**
   * The request of the run that redrives the execution, whose last run had ended.
   *
   * @param endedRun Temporal's id of that one
   * @param startDate when the execution was started
   * @param date when it is redriven
   * @param point where it goes on
   */
  public ExecutionRequest redriven(
      String endedRun, Instant startDate, Instant date, ExecutionCheckpoint point) {
    var runs = new ArrayList<>(continuation == null ? List.<RunSpan>of() : continuation.runs());
    var firstEvent = continuation == null ? 1 : continuation.checkpoint().lastEventId() + 1;
    runs.add(new RunSpan(endedRun, firstEvent, true));
    var count = continuation == null ? 0 : continuation.redriveCount();
    return continuedFrom(new Continuation(runs, startDate, count + 1, date, true, point));
  }

  /**
   * Where a redrive goes on whose last run no worker ever took: where that run would have begun.
   * The history has what its reader adds, the start of the first run and the end.
   *
   * @param startDate when the execution was started
   */
  public ExecutionCheckpoint beginning(Instant startDate) {
    if (continuation == null) {
      return new ExecutionCheckpoint(startDate, null, 2, List.of(), null);
    }
    var point = continuation.checkpoint();
    return new ExecutionCheckpoint(
        point.startTime(), null, point.lastEventId() + 1, point.approvals(), point.line());
  }

  /**
   * The names of an execution, as its context object and its tasks see them.
   *
   * @param executionArn {@code arn:aws:states:R:A:execution:NAME:EXECUTION}, {@code
   *     ...:express:NAME:EXECUTION:UUID} for EXPRESS
   * @param executionName its name within the state machine
   * @param stateMachineArn the state machine it is of
   * @param stateMachineName that one's name: also the workflow type
   * @param roleArn the role of the state machine
   * @param express whether it is of type EXPRESS
   */
  public record ExecutionIdentity(
      String executionArn,
      String executionName,
      String stateMachineArn,
      String stateMachineName,
      @Nullable String roleArn,
      boolean express) {}
}
