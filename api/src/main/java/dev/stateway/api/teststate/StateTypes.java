package dev.stateway.api.teststate;

import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.WaitState;

/** The types of states, by the words of the language. */
final class StateTypes {
  private StateTypes() {}

  static String of(State state) {
    return switch (state) {
      case PassState _ -> "Pass";
      case TaskState _ -> "Task";
      case ChoiceState _ -> "Choice";
      case WaitState _ -> "Wait";
      case SucceedState _ -> "Succeed";
      case FailState _ -> "Fail";
      case ParallelState _ -> "Parallel";
      case MapState _ -> "Map";
    };
  }
}
