package dev.stateway.workflows.statetest;

import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.StateMachine;
import java.util.Optional;

/**
 * The state that a test is of.
 *
 * @param state the state
 * @param inMap whether it is one of those that a Map runs for each item
 */
public record TestedState(State state, boolean inMap) {
  /** The state of this name, wherever in the machine it is. */
  public static Optional<TestedState> find(StateMachine machine, String name) {
    return find(machine.flow(), name, false);
  }

  /** Whether a state of this name is in a branch or the item processor of this one. */
  public boolean contains(String name) {
    return inside(this, name).isPresent();
  }

  private static Optional<TestedState> find(Flow flow, String name, boolean inMap) {
    var here = flow.states().get(name);
    if (here != null) {
      return Optional.of(new TestedState(here, inMap));
    }
    return flow.states().values().stream()
        .flatMap(state -> inside(new TestedState(state, inMap), name).stream())
        .findFirst();
  }

  private static Optional<TestedState> inside(TestedState outer, String name) {
    return switch (outer.state()) {
      case MapState map -> find(map.processor(), name, true);
      case ParallelState parallel ->
          parallel.branches().stream()
              .flatMap(branch -> find(branch, name, outer.inMap()).stream())
              .findFirst();
      default -> Optional.empty();
    };
  }
}
