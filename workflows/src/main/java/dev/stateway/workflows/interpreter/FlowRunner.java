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
import tools.jackson.databind.JsonNode;

/** Runs states from StartAt until one of them ends the flow. */
final class FlowRunner {
  private final Branch branch;

  FlowRunner(Branch branch) {
    this.branch = branch;
  }

  JsonNode run(Flow flow, JsonNode input) {
    var name = flow.startAt();
    var data = input;
    while (true) {
      branch.execution().nextState();
      branch.throwIfAborted();
      switch (step(flow.state(name), data)) {
        case Step.Ended(var output) -> {
          return output;
        }
        case Step.Continue(var next, var output) -> {
          name = next;
          data = output;
        }
      }
    }
  }

  private Step step(State state, JsonNode input) {
    var visit = Visit.enter(branch, state.name(), events(state), input);
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

  private static StateEvents events(State state) {
    return switch (state) {
      case PassState _ -> StateEvents.PASS;
      case TaskState _ -> StateEvents.TASK;
      case ChoiceState _ -> StateEvents.CHOICE;
      case WaitState _ -> StateEvents.WAIT;
      case SucceedState _ -> StateEvents.SUCCEED;
      case FailState _ -> StateEvents.FAIL;
      case ParallelState _ -> StateEvents.PARALLEL;
      case MapState _ -> StateEvents.MAP;
    };
  }
}
