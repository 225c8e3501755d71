package dev.stateway.translator.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks that every transition has a target in the same flow and every state is reached, of the
 * definition as it is written, so that other problems hide none of these.
 */
final class Transitions {
  private static final String MISSING_TARGET = "MISSING_TRANSITION_TARGET";
  private static final Set<String> ENDING_TYPES = Set.of("Succeed", "Fail");

  private final Fields flow;
  private final ObjectNode states;
  private final Problems problems;

  private Transitions(Fields flow, ObjectNode states, Problems problems) {
    this.flow = flow;
    this.states = states;
    this.problems = problems;
  }

  /** Checks the whole machine, which, unlike the flows inside it, must have an end. */
  static void check(Fields machine, Problems problems) {
    // A state that is wrong in itself may be the end.
    boolean needsEnd = !problems.anyError();
    of(machine, problems).ifPresent(transitions -> transitions.check(needsEnd));
  }

  /** Checks a branch or an item processor. */
  static void checkInner(Fields flow, Problems problems) {
    of(flow, problems).ifPresent(transitions -> transitions.check(false));
  }

  private static Optional<Transitions> of(Fields flow, Problems problems) {
    return flow.json().get("States") instanceof ObjectNode states
        ? Optional.of(new Transitions(flow, states, problems))
        : Optional.empty();
  }

  /** A way out of a state: where it is written, and where it leads. */
  private record Exit(String place, String target) {}

  private void check(boolean needsEnd) {
    var startAt = text(flow.json(), "StartAt");
    for (var name : states.propertyNames()) {
      for (var exit : exits(states.get(name))) {
        checkTarget(exit.target(), at(name) + "/" + exit.place());
      }
    }
    if (startAt != null) {
      checkTarget(startAt, flow.at("StartAt"));
    }
    if (needsEnd && states.valueStream().noneMatch(Transitions::ends)) {
      problems.error("MISSING_END_STATE", "Workflow has no terminal state", null);
    } else if (startAt != null) {
      checkReached(startAt);
    }
  }

  private void checkTarget(String target, String location) {
    if (!states.has(target)) {
      problems.error(MISSING_TARGET, "Missing 'Next' target: " + target, location);
    }
  }

  private void checkReached(String startAt) {
    var reached = new HashSet<String>();
    var waiting = new ArrayDeque<>(List.of(startAt));
    while (!waiting.isEmpty()) {
      var name = waiting.remove();
      if (states.has(name) && reached.add(name)) {
        exits(states.get(name)).forEach(exit -> waiting.add(exit.target()));
      }
    }
    for (var name : states.propertyNames()) {
      if (!reached.contains(name)) {
        problems.error(MISSING_TARGET, "State \"" + name + "\" is not reachable.", at(name));
      }
    }
  }

  private String at(String state) {
    return flow.at("States") + "/" + state;
  }

  private static boolean ends(JsonNode state) {
    return ENDING_TYPES.contains(state.path("Type").asString(""))
        || state.path("End").asBoolean(false);
  }

  private static List<Exit> exits(JsonNode state) {
    var exits = new ArrayList<Exit>();
    add(state, "Next", "", exits);
    addAll(state, "Choices", exits);
    add(state, "Default", "", exits);
    addAll(state, "Catch", exits);
    return exits;
  }

  private static void addAll(JsonNode state, String field, List<Exit> exits) {
    if (state.path(field).isArray()) {
      int index = 0;
      for (var element : state.get(field)) {
        add(element, "Next", field + "[" + index++ + "]/", exits);
      }
    }
  }

  private static void add(JsonNode object, String field, String prefix, List<Exit> exits) {
    var target = text(object, field);
    if (target != null) {
      exits.add(new Exit(prefix + field, target));
    }
  }

  private static @Nullable String text(JsonNode object, String field) {
    var value = object.path(field);
    return value.isString() ? value.stringValue() : null;
  }
}
