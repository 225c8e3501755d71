package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Transition;
import tools.jackson.databind.JsonNode;

/** What follows from a state. */
sealed interface Step {
  /** The flow goes on. */
  record Continue(String next, JsonNode output) implements Step {}

  /** The flow has ended. */
  record Ended(JsonNode output) implements Step {}

  /** The step a state's own transition makes. */
  static Step of(Transition transition, JsonNode output) {
    return switch (transition) {
      case Transition.Next(var state) -> new Continue(state, output);
      case Transition.End() -> new Ended(output);
    };
  }
}
