package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.ParallelState;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.statetest.Mock;
import tools.jackson.databind.JsonNode;

/**
 * Runs branches side by side; the first failure ends them all.
 *
 * @see <a href="https://states-language.net/spec.html#parallel-state">Parallel state</a>
 */
final class ParallelExecutor {
  private ParallelExecutor() {}

  static Step execute(ParallelState state, Visit visit) {
    return new RetryAndCatch(visit, state.dataFlow(), state.retriers(), state.catchers())
        .run(
            state.transition(),
            () -> attempt(state, visit),
            failure -> recordFailed(visit, failure));
  }

  private static Completed attempt(ParallelState state, Visit visit) {
    var result =
        visit
            .probe()
            .mock()
            .map(mock -> mocked(mock, state, visit))
            .orElseGet(() -> run(state, visit));
    return DataPhases.complete(state.dataFlow(), visit, result);
  }

  private static JsonNode run(ParallelState state, Visit visit) {
    var branches =
        visit.work() instanceof ParallelBranches underWay ? underWay : start(state, visit);
    return branches.run();
  }

  private static JsonNode mocked(Mock mock, ParallelState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    DataPhases.arguments(state.dataFlow(), visit, effective);
    return MockedWork.result(mock, visit, Origin.INNER_FLOW);
  }

  private static ParallelBranches start(ParallelState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var input = DataPhases.arguments(state.dataFlow(), visit, effective);
    visit.branch().record(HistoryEventType.PARALLEL_STATE_STARTED, EventDetails.none());
    var branches = ParallelBranches.start(state, visit, input);
    visit.busyWith(branches);
    return branches;
  }

  private static void recordFailed(Visit visit, FlowFailure failure) {
    if (failure.origin() != Origin.FIELD) {
      visit.branch().record(HistoryEventType.PARALLEL_STATE_FAILED, EventDetails.none());
    }
  }
}
