package dev.stateway.translator.parse;

import dev.stateway.translator.model.Catcher;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.Transition;
import dev.stateway.translator.model.WaitState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Checks that every transition has a target in the same flow, every state is reached, and the flow
 * can end.
 */
final class Reachability {
  private static final String MISSING_TARGET = "MISSING_TRANSITION_TARGET";

  private final Flow flow;
  private final Fields fields;
  private final Problems problems;

  private Reachability(Flow flow, Fields fields, Problems problems) {
    this.flow = flow;
    this.fields = fields;
    this.problems = problems;
  }

  static void check(Flow flow, Fields fields, Problems problems) {
    new Reachability(flow, fields, problems).check();
  }

  /** A way out of a state: the field that names it, and the target. */
  private record Exit(String kind, String field, String target) {}

  private void check() {
    checkTarget(new Exit("StartAt", "StartAt", flow.startAt()), fields.at("StartAt"));
    var reached = new HashSet<String>();
    var waiting = new ArrayDeque<String>(List.of(flow.startAt()));
    while (!waiting.isEmpty()) {
      var state = flow.states().get(waiting.remove());
      if (state != null && reached.add(state.name())) {
        exits(state).forEach(exit -> waiting.add(exit.target()));
      }
    }
    for (var state : flow.states().values()) {
      var location = fields.at("States") + "/" + state.name();
      exits(state).forEach(exit -> checkTarget(exit, location + "/" + exit.field()));
      if (!reached.contains(state.name())) {
        problems.error(
            MISSING_TARGET, "State \"" + state.name() + "\" is not reachable.", location);
      }
    }
    if (flow.states().values().stream().noneMatch(Reachability::isTerminal)) {
      problems.error("MISSING_END_STATE", "No terminal state was found", fields.location());
    }
  }

  private void checkTarget(Exit exit, String location) {
    if (!flow.states().containsKey(exit.target())) {
      problems.error(
          MISSING_TARGET, "Missing '" + exit.kind() + "' target: " + exit.target(), location);
    }
  }

  private static boolean isTerminal(State state) {
    return switch (state) {
      case SucceedState _, FailState _ -> true;
      case PassState s -> s.transition() instanceof Transition.End;
      case TaskState s -> s.transition() instanceof Transition.End;
      case WaitState s -> s.transition() instanceof Transition.End;
      case ParallelState s -> s.transition() instanceof Transition.End;
      case MapState s -> s.transition() instanceof Transition.End;
      case ChoiceState _ -> false;
    };
  }

  private static List<Exit> exits(State state) {
    return switch (state) {
      case SucceedState _, FailState _ -> List.of();
      case PassState s -> exits(s.transition(), List.of());
      case TaskState s -> exits(s.transition(), s.catchers());
      case WaitState s -> exits(s.transition(), List.of());
      case ParallelState s -> exits(s.transition(), s.catchers());
      case MapState s -> exits(s.transition(), s.catchers());
      case ChoiceState s -> exits(s);
    };
  }

  private static List<Exit> exits(Transition transition, List<Catcher> catchers) {
    var exits = new ArrayList<Exit>();
    if (transition instanceof Transition.Next(var target)) {
      exits.add(new Exit("Next", "Next", target));
    }
    for (int i = 0; i < catchers.size(); i++) {
      exits.add(new Exit("Next", "Catch/" + i + "/Next", catchers.get(i).next()));
    }
    return exits;
  }

  private static List<Exit> exits(ChoiceState choice) {
    var exits = new ArrayList<Exit>();
    for (int i = 0; i < choice.rules().size(); i++) {
      exits.add(new Exit("Next", "Choices/" + i + "/Next", choice.rules().get(i).next()));
    }
    if (choice.defaultNext() != null) {
      exits.add(new Exit("Default", "Default", choice.defaultNext()));
    }
    return exits;
  }
}
