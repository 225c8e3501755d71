package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.util.ArrayList;
import java.util.List;
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
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var input = DataPhases.arguments(state.dataFlow(), visit, effective);
    visit.branch().record(HistoryEventType.PARALLEL_STATE_STARTED, EventDetails.none());
    var join = new Join(visit.branch());
    var result = join.run(() -> runBranches(state, visit.branch(), input, join));
    return DataPhases.complete(state.dataFlow(), visit, result);
  }

  private static JsonNode runBranches(
      ParallelState state, Branch branch, JsonNode input, Join join) {
    List<Fork> forks = new ArrayList<>();
    for (var flow : state.branches()) {
      var fork = Fork.start(branch.parallelBranch(join.cancellation()), flow, input, join);
      forks.add(fork);
      join.add(fork);
    }
    for (var i = 0; i < forks.size(); i++) {
      var fork = join.next();
      branch.continueFrom(fork.branch().lastEvent());
      var failure = fork.failure();
      if (failure != null) {
        AbortEvents.recordFailed(fork.branch(), branch.lastEvent());
        join.abortRest(branch.lastEvent(), state.name());
        throw new FlowFailure(Origin.INNER_FLOW, failure.error(), failure.cause());
      }
    }
    // AWS lets what comes next follow from the last branch, not from this event.
    branch.recordAside(HistoryEventType.PARALLEL_STATE_SUCCEEDED, EventDetails.none());
    var outputs = JsonText.MAPPER.createArrayNode();
    forks.forEach(fork -> outputs.add(fork.output()));
    return outputs;
  }

  private static void recordFailed(Visit visit, FlowFailure failure) {
    if (failure.origin() != Origin.FIELD) {
      visit.branch().record(HistoryEventType.PARALLEL_STATE_FAILED, EventDetails.none());
    }
  }
}
