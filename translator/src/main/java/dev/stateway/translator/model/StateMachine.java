package dev.stateway.translator.model;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A whole definition, ready to run.
 *
 * @param flow its states
 * @param timeout how long an execution may take; absent for no bound
 * @param comment the author's words
 * @param variableReferences the variables that each state refers to, without {@code $}; states that
 *     refer to none are left out
 * @see <a href="https://states-language.net/spec.html#toplevelfields">Top-level fields</a>
 */
public record StateMachine(
    Flow flow,
    @Nullable Duration timeout,
    @Nullable String comment,
    SortedMap<String, SortedSet<String>> variableReferences) {
  public StateMachine {
    var references = new TreeMap<String, SortedSet<String>>();
    variableReferences.forEach((state, names) ->
        references.put(state, Collections.unmodifiableSortedSet(new TreeSet<>(names))));
    variableReferences = Collections.unmodifiableSortedMap(references);
  }
}
