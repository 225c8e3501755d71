package dev.stateway.translator.model;

import java.util.List;

/**
 * Runs branches side by side; the result is the array of their outputs.
 *
 * @see <a href="https://states-language.net/spec.html#parallel-state">Parallel state</a>
 */
public record ParallelState(
    String name,
    DataFlow dataFlow,
    List<Flow> branches,
    List<Retrier> retriers,
    List<Catcher> catchers,
    Transition transition)
    implements State {
  public ParallelState {
    branches = List.copyOf(branches);
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }
}
