package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.WaitState;
import dev.stateway.workflows.checkpoint.Place.Entering;
import tools.jackson.databind.JsonNode;

/** Runs states from where a line is until one of them ends the flow. */
final class FlowRunner {
  private final Branch branch;
  private final Flow flow;

  FlowRunner(Branch branch, Flow flow) {
    this.branch = branch;
    this.flow = flow;
  }

  JsonNode run() {
    var visit = branch.current();
    var step = visit == null ? enter(branch.next()) : execute(flow.state(visit.stateName()), visit);
    while (true) {
      switch (step) {
        case Step.Ended(var output) -> {
          return output;
        }
        case Step.Continue(var next, var output) -> step = enter(new Entering(next, output));
      }
    }
  }

  private Step enter(Entering place) {
    branch.comeTo(place);
    branch.execution().nextState();
    branch.throwIfAborted();
    branch.execution().handover().waitFor(branch);
    var state = flow.state(place.stateName());
    return execute(state, Visit.enter(branch, state, state.name(), place.input()));
  }

  /** Takes a visit to its end, or that of the flow. */
  static Step execute(State state, Visit visit) {
    try {
      return switch (state) {
        case PassState pass -> PassExecutor.execute(pass, visit);
        case TaskState task -> TaskExecutor.execute(task, visit);
        case ChoiceState choice -> ChoiceExecutor.execute(choice, visit);
        case WaitState wait -> WaitExecutor.execute(wait, visit);
        case SucceedState succeed ->
            new Step.Ended(visit.exit(DataPhases.passOn(succeed.dataFlow(), visit)));
        case FailState fail -> throw FailExecutor.failure(fail, visit);
        case ParallelState parallel -> ParallelExecutor.execute(parallel, visit);
        case MapState map -> MapExecutor.execute(map, visit);
      };
    } catch (StatesException error) {
      throw visit.fieldFailure(error);
    }
  }
}
