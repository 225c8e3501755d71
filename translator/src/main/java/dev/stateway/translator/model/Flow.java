package dev.stateway.translator.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * States that run from {@code StartAt} to an end: a machine's own, a Parallel branch, a Map's item
 * processor.
 *
 * @param startAt the first state's name
 * @param states the states by name, in the order of the text
 */
public record Flow(String startAt, SequencedMap<String, State> states) {
  public Flow {
    states = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(states));
  }

  /** The state of this name; the translator has checked that every target exists. */
  public State state(String name) {
    var state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state '" + name + "'");
    }
    return state;
  }
}
