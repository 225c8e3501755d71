package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.WaitState;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionSettings;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.ExecutionHistory;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import dev.stateway.workflows.statetest.Phase;
import dev.stateway.workflows.statetest.StateTestOutcome;
import dev.stateway.workflows.statetest.StateTestOutcome.Status;
import dev.stateway.workflows.statetest.StateTestRequest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs one state as an execution would, except that it is not tried again, and tells what was seen.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html">Testing
 *     with TestState</a>
 */
public final class StateTest {
  private final ExecutionRuntime runtime;
  private final StateTestRequest request;
  private final State state;
  private final Cancellation cancellation = new Cancellation(null);
  private final StateTestProbe probe;

  /** A test that has not begun. */
  public StateTest(ExecutionRuntime runtime, StateTestRequest request) {
    this.runtime = runtime;
    this.request = request;
    this.state = request.tested().state();
    this.probe = new StateTestProbe(request);
  }

  /**
   * Runs it to its end.
   *
   * @throws dev.stateway.workflows.statetest.StateTestRefusedException the request does not fit it
   */
  public StateTestOutcome run() {
    var history = new ExecutionHistory(Interpreter.STARTED_EVENT);
    var start = executionRequest();
    var approvals = new Approvals(runtime, start);
    var execution = new Execution(runtime, history, start, approvals, cancellation, probe);
    history.add(HistoryEventType.EXECUTION_STARTED, 0, execution.now(), EventDetails.none());
    cancellation.endAt(runtime.timer(request.limit(), request.shownName()));
    var line = line(execution);
    line.assign(request.variables());
    var outcome = outcome(line);
    cancellation.forgetDeadline();
    execution.stopping().await();
    return outcome;
  }

  /** Ends it before its time; what is under way is stopped. */
  public void stop() {
    cancellation.request();
  }

  private Branch line(Execution execution) {
    var line = execution.line();
    line.continueFrom(Interpreter.STARTED_EVENT);
    return request.tested().inMap()
        ? line.iteration(cancellation, new MapItem(0, request.input()), Interpreter.STARTED_EVENT)
        : line;
  }

  private ExecutionRequest executionRequest() {
    return new ExecutionRequest(
        ExecutionRequest.CURRENT_SEMANTICS,
        request.definition(),
        request.input(),
        JsonText.write(request.input()),
        request.identity(),
        new ExecutionSettings(true, ExecutionLimits.AWS));
  }

  private StateTestOutcome outcome(Branch line) {
    try {
      var visit = Visit.enter(line, state, request.shownName(), request.input());
      visit.assumeRetried(request.circumstances().retries(), retriers());
      return switch (FlowRunner.execute(state, visit)) {
        case Step.Continue(var next, var output) -> ended(line, output, next);
        case Step.Ended(var output) -> ended(line, output, null);
      };
    } catch (StateTestProbe.Retriable retriable) {
      return failed(line, Status.RETRIABLE, retriable.failure());
    } catch (FlowFailure failure) {
      return failed(line, Status.FAILED, failure);
    } catch (FlowAborted _) {
      return outcome(line, Status.FAILED, null, ErrorName.TIMEOUT, null, null);
    }
  }

  private StateTestOutcome ended(Branch line, JsonNode output, @Nullable String next) {
    var caught = probe.caughtFailure();
    return caught == null
        ? outcome(line, Status.SUCCEEDED, output, null, null, next)
        : outcome(line, Status.CAUGHT_ERROR, output, caught.error(), caught.cause(), next);
  }

  private StateTestOutcome failed(Branch line, Status status, FlowFailure failure) {
    return outcome(line, status, null, failure.error(), failure.cause(), null);
  }

  private StateTestOutcome outcome(
      Branch line,
      Status status,
      @Nullable JsonNode output,
      @Nullable String error,
      @Nullable String cause,
      @Nullable String next) {
    var phases = probe.phases();
    phases.keySet().removeAll(hidden());
    return new StateTestOutcome(
        status, output, error, cause, next, phases, line.variables(), probe.handling());
  }

  /** What AWS does not show of a state of this type. */
  private Set<Phase> hidden() {
    var before = EnumSet.of(Phase.AFTER_INPUT_PATH, Phase.AFTER_PARAMETERS, Phase.AFTER_ARGUMENTS);
    return switch (state) {
      case PassState pass when pass.result() != null -> before;
      case ParallelState _ -> {
        before.add(Phase.RESULT);
        yield before;
      }
      case PassState _, MapState _ -> EnumSet.of(Phase.RESULT);
      case TaskState _, ChoiceState _, WaitState _, SucceedState _, FailState _ ->
          EnumSet.noneOf(Phase.class);
    };
  }

  private int retriers() {
    return switch (state) {
      case TaskState task -> task.retriers().size();
      case ParallelState parallel -> parallel.retriers().size();
      case MapState map -> map.retriers().size();
      case PassState _, ChoiceState _, WaitState _, SucceedState _, FailState _ -> 0;
    };
  }
}
