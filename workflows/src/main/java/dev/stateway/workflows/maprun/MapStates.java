package dev.stateway.workflows.maprun;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.StateMachine;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Map states of a machine; names are unique across its flows. */
public final class MapStates {
  private MapStates() {}

  /** The selector of the Map state of this name. */
  public static Optional<Expression> selector(StateMachine machine, String name) {
    return all(machine.flow())
        .filter(map -> map.name().equals(name))
        .findFirst()
        .map(MapState::itemSelector);
  }

  private static Stream<MapState> all(Flow flow) {
    return flow.states().values().stream()
        .flatMap(state ->
            switch (state) {
              case MapState map -> Stream.concat(Stream.of(map), all(map.processor()));
              case ParallelState parallel -> parallel.branches().stream().flatMap(MapStates::all);
              default -> Stream.empty();
            });
  }
}
